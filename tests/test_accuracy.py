"""The labelled questions are answered as well as they ever were, and none of the answers can hurt."""

from functools import cache
from pathlib import Path

import pytest
import yaml

from tests.accuracy.answers import SETS, questions, shipped
from tests.accuracy.report import Report, raised, reached
from tests.accuracy.score import Spoken, judge, unsafe
from tests.accuracy.timing import TIMES, grown, timed

JUDGED = yaml.safe_load((Path(__file__).parent / "accuracy" / "judged.yaml").read_text(encoding="utf-8"))
MOST_GROWTH = 2.0  # times as long with ten times as much content
FEW_WORDS = 2  # "next one": what can hardly be said in other words
SLOW = 10.0  # ms: far above what is reached, so that a busy machine does not fail the test, and an added search does


@cache
def report(name: str) -> Report:
    return Report.of(name)


@pytest.mark.parametrize("name", SETS)
def test_the_level_is_kept(name: str) -> None:
    wrong = [f"{row.question['id']} {row.question['text']} -> {row.why}" for row in report(name).rows if row.why]
    assert report(name).percent >= reached()[name], "\n".join(wrong)


@pytest.mark.parametrize("name", SETS)
def test_a_better_level_is_written_down(name: str) -> None:
    better = f"{name} reaches {report(name).percent} %: raise the level with python -m tests.accuracy --write"
    assert report(name).percent < reached()[name] + 1, better


@pytest.mark.parametrize("name", SETS)
def test_no_answer_is_unsafe(name: str) -> None:
    assert not [f"{row.question['id']} {row.question['text']} -> {row.speech}" for row in report(name).unsafe]


@pytest.mark.parametrize("name", SETS)
def test_what_is_measured_was_not_learned(name: str) -> None:
    language = shipped().languages["en"]
    learned = {" ".join(text.lower().split()) for texts in language.examples.values() for text in texts}
    learned |= set(language.questions)
    same = [question["text"] for question in questions(name) if question["text"].lower() in learned]
    assert not [text for text in same if len(text.split()) > FEW_WORDS]


def test_a_level_is_only_raised(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    levels = tmp_path / "reached.yaml"
    monkeypatch.setattr("tests.accuracy.report.REACHED", levels)
    for before, after in ((100.0, 100.0), (0.0, report("dev").percent)):
        levels.write_text(f"dev: {before}\n", encoding="utf-8")
        list(raised({"dev": report("dev")}, write=True))
        assert yaml.safe_load(levels.read_text(encoding="utf-8")) == {"dev": after}


def test_understanding_is_fast_and_stays_so_when_the_content_grows() -> None:
    language = shipped().languages["en"]
    texts = [question["text"] for question in questions("dev")[::3]]
    now, then = timed(language, texts), timed(grown(language), texts)
    assert now.worst < SLOW
    assert then.median < MOST_GROWTH * now.median


def test_grown_content_has_ten_times_as_much() -> None:
    language = shipped().languages["en"]
    more = grown(language)
    assert len(more.sites) == TIMES * len(language.sites)
    assert len({site.id for site in more.sites}) == len(more.sites)
    assert sum(len(site.synonyms) for site in more.sites) == TIMES * sum(len(site.synonyms) for site in language.sites)


@pytest.mark.parametrize("case", JUDGED, ids=lambda case: case["name"])
def test_the_scorer(case: dict) -> None:
    question = {"sites": [], "symptoms": [], "info": "", "tags": [], **case["question"]}
    answer = Spoken(case["speech"], case.get("ended", True))
    assert judge(question, answer) == case.get("why", "")
    assert unsafe(question, answer) == case.get("unsafe", False)
