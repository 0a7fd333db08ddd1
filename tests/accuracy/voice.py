"""python -m tests.accuracy.voice: what is lost where the dialogs' questions are spoken and heard instead of typed.

Each question of tests/dialogs is spoken by the voice, heard by the recogniser and asked, after the typed turns before
it; its answer is spoken and heard back. Nothing but real sound is between the two. Wants requirements/voice.txt.
"""

import argparse
import re
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import yaml

from skill.app import create_skill
from skill.cache import tables
from skill.content import Content
from skill.content.load import load
from skill.interaction_model import model_document
from skill.simulator import Conversation, Device, Heard, Nlu
from skill.voice import available, hear, speak
from skill.voice.figures import in_words

_Thing = TypeVar("_Thing")
DIALOGS = Path(__file__).resolve().parents[1] / "dialogs"
_INITIALS = ("ct", "mri", "gp", "ohip")  # said letter by letter


@dataclass(frozen=True)
class Asked:
    """A question of a dialog, and what was said before it in its session; None is a launch."""

    locale: str
    before: tuple[str | None, ...]
    said: str


@dataclass(frozen=True)
class Result:
    """A question by voice beside the same one typed."""

    asked: Asked
    heard: str
    typed: Heard
    spoken: Heard

    @property
    def lost(self) -> bool:
        """Whether another answer came than to the typed question."""
        return self.typed.speech != self.spoken.speech


def dialog_questions() -> Iterator[Asked]:
    """Every question of every dialog."""
    for path in sorted(DIALOGS.glob("*.yaml")):
        for series in yaml.safe_load(path.read_text(encoding="utf-8")):
            yield from _of_series(series)


def results(questions: list[Asked], content: Content) -> Iterator[Result]:
    """Asks all of them, typed and spoken."""
    skill = create_skill(content, tables=tables(content))
    recognisers = {name: Nlu(model_document(content, name), locale.language) for name, locale in content.locales.items()}

    def ask(asked: Asked, text: str) -> Heard:
        device = Device(locale=asked.locale)
        conversation = Conversation(lambda request: skill(request, None), recognisers[asked.locale], device)
        for said in asked.before:
            conversation.launch() if said is None else conversation.say(said)
        return conversation.say(text)

    for asked in questions:
        heard = heard_back(spelled(asked.said))
        yield Result(asked, heard, ask(asked, asked.said), ask(asked, heard))


@cache
def heard_back(text: str) -> str:
    """What the recogniser hears when the voice says `text`."""
    return hear(speak(text), _shipped().languages["en"])


def spelled(text: str) -> str:
    """`text` as it is written for a voice, where the dialogs write what a recogniser would."""
    words = [word.upper() if word in _INITIALS or word.split("'")[0] == "i" else word for word in text.split()]
    return " ".join(words)


def errors(said: str, heard: str) -> tuple[int, int]:
    """(words wrong, words said): substituted, left out or added."""
    one, other = words_of(said), words_of(heard)
    row = list(range(len(other) + 1))
    for at, word in enumerate(one, 1):
        before, row = row, [at]
        for place, found in enumerate(other, 1):
            row.append(min(before[place] + 1, row[-1] + 1, before[place - 1] + (word != found)))
    return row[-1], len(one)


def words_of(text: str) -> list[str]:
    """The words of `text`, figures as words."""
    text = in_words(text, _shipped().languages["en"].sounds.figures)
    return re.findall(r"[a-z0-9']+", text.lower().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'"))


def report(found: list[Result], answers: dict[str, str]) -> Iterator[str]:
    """The figures; `answers` is SSML -> speech."""
    exact = sum(not errors(each.asked.said, each.heard)[0] for each in found)
    lost = sum(each.lost for each in found)
    yield f"spoken questions      {len(found):4}"
    yield f"  heard word for word {exact:4}  {exact / len(found):6.1%}"
    yield f"  words misheard            {_rate([(each.asked.said, each.heard) for each in found]):6.1%}"
    yield f"  answered as typed   {len(found) - lost:4}  {1 - lost / len(found):6.1%}"
    yield f"  lost by the voice   {lost:4}  {lost / len(found):6.1%}"
    if answers:
        yield f"spoken answers        {len(answers):4}"
        yield f"  words misheard            {_rate([(speech, heard_back(ssml)) for ssml, speech in answers.items()]):6.1%}"


def main() -> None:
    """Speaks every question of the dialogs, and prints what that loses against typing it."""
    parser = argparse.ArgumentParser(prog="python -m tests.accuracy.voice", description=main.__doc__)
    parser.add_argument("--every", type=int, default=1, metavar="N", help="only every Nth question, to be sooner done")
    parser.add_argument("--questions-only", action="store_true", help="do not speak the answers")
    options = parser.parse_args()
    if not available():
        parser.exit(1, "The voice is not installed; run: make accuracy VOICE=1\n")
    started = time.monotonic()
    asked = list(dict.fromkeys(dialog_questions()))[:: options.every]
    found = list(counted("questions", results(asked, _shipped()), len(asked)))
    for each in found:
        if each.lost:
            print(f"lost: {each.asked.said}\n   -> {each.heard}")
    answers = {} if options.questions_only else {each.typed.ssml: each.typed.speech for each in found}
    for ssml in counted("answers", answers, len(answers)):
        heard_back(ssml)
    for line in report(found, answers):
        print(line)
    print(f"in {time.monotonic() - started:.0f} s")


@cache
def _shipped() -> Content:
    return load()


def _of_series(series: dict[str, Any]) -> Iterator[Asked]:
    locale = series.get("locale", "en-US")
    before = (None, *series["after"]) if "after" in series else ()
    yield from (Asked(locale, before, said) for said in series.get("asks", ()))
    turns: list[str | None] = [None] if series.get("launch") else []
    for turn in series.get("turns", ()):
        said = None if turn.get("launch") else turn["say"]
        if said is not None:
            yield Asked(locale, tuple(turns), said)
        turns.append(said)


def counted(what: str, things: Iterable[_Thing], total: int) -> Iterator[_Thing]:
    """`things`, while it is told on the terminal how many there were."""
    for number, thing in enumerate(things, 1):
        if sys.stderr.isatty() or number % 50 == 0 or number == total:
            end = "\r" if sys.stderr.isatty() and number < total else "\n"
            print(f"  {number} of {total} {what}", end=end, file=sys.stderr, flush=True)
        yield thing


def _rate(pairs: list[tuple[str, str]]) -> float:
    counts = [errors(said, heard) for said, heard in pairs]
    return sum(wrong for wrong, _ in counts) / max(1, sum(total for _, total in counts))


if __name__ == "__main__":
    main()
