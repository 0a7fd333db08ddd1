"""A conversation on a terminal: a prompt with history and line editing, and the answer as it would be spoken."""

import json
import os
import shutil
import sys
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

import click

from skill.cli.options import Alexa
from skill.cli.printing import explanation
from skill.simulator import Conversation, Heard
from skill.voice import stretches

try:
    import readline
except ImportError:  # a Python without it, as on Windows: the line is then edited as the terminal does
    readline = None  # type: ignore[assignment]

_BOLD, _DIM, _CYAN = "1", "2", "1;36"
_WIDEST = 100
_MARGIN = "  | "
_SLOWER = "slower"  # the action of the intent that asks for it (content/intents.yaml)


def on_terminal() -> bool:
    """Whether somebody types and reads here; a pipe or a file at either end is nobody."""
    return sys.stdin.isatty() and sys.stdout.isatty()


class Terminal:
    """One conversation after the other, until the skill or whoever types ends it."""

    def __init__(self, folder: Path, locale: str, screen: bool) -> None:
        self._folder, self._screen = folder, screen
        self._paint = Paint(coloured())
        self._commands: dict[str, tuple[Callable[[str], None], str]] = {
            "/slower": (self._slower, "ask for it again, more slowly ('normal speed' goes back)"),
            "/why": (self._why, "how the last question was understood"),
            "/screen": (self._switch_screen, "a device with a screen, or without one again"),
            "/json": (self._json, "the last request and response, whole"),
            "/locale": (self._locale, "NAME: begin again on a device of that locale; alone: which there are"),
            "/help": (self._help, "this list"),
            "/quit": (self._quit, "end; so does Ctrl-D"),
        }
        self._begin(locale)

    def run(self) -> None:
        """Launches the skill and converses."""
        edit(list(self._commands))
        self._note("Type what you would say. /help lists what else there is, Ctrl-D ends.")
        self._show(self._conversation.launch())
        while self._conversation.open:
            text = self._read()
            if text is None:
                return
            self._take(text)
        if self._heard and self._heard.end_session:
            self._note("The skill has ended the conversation.")

    def _begin(self, locale: str) -> None:
        self._alexa = _Alexa(self._folder, locale, self._screen)
        self._conversation = self._alexa.conversation()
        self._said = ""
        self._heard: Heard | None = None

    def _read(self) -> str | None:
        """What is typed; nothing after a Ctrl-C, None at the end."""
        try:
            typed = input(self._paint.prompt("> "))
            return typed.encode("utf-8", "replace").decode("utf-8").strip()
        except EOFError:
            click.echo()
            return None
        except (KeyboardInterrupt, UnicodeDecodeError):
            click.echo()
            return ""

    def _take(self, text: str) -> None:
        """Says `text`, or does what the command says."""
        if text.startswith("/"):
            name, _, rest = text.partition(" ")
            known = self._commands.get(name)
            if known:
                known[0](rest.strip())
            else:
                self._note(f"There is no {name}; /help lists what there is.")
        elif text:
            self._said = text
            self._show(self._conversation.say(text))

    def _show(self, heard: Heard) -> None:
        self._heard = heard
        for line in (*spoken(heard.ssml, self._paint), *(shown(heard, self._paint) if self._screen else ())):
            click.echo(line, color=True)

    def _note(self, text: str) -> None:
        click.echo(self._paint(text, _DIM), color=True)

    def _slower(self, _: str) -> None:
        wished = [name for name, intent in self._alexa.content.intents.items() if intent.action == _SLOWER]
        self._show(self._conversation.intend(wished[0]))

    def _why(self, _: str) -> None:
        if not self._said:
            self._note("Nothing was asked yet.")
            return
        for line in explanation(self._alexa.understanding(), self._said):
            self._note(f"  {printable(line)}")

    def _switch_screen(self, _: str) -> None:
        self._screen = not self._screen
        self._conversation.switch(self._screen)
        if self._screen:
            self._note("The device has a screen from the next answer on; what it shows stands below the words.")
        else:
            self._note("The device has no screen.")

    def _json(self, _: str) -> None:
        if self._heard:
            turn = {"request": self._heard.request, "response": self._heard.response}
            self._note(json.dumps(turn, indent=2))

    def _locale(self, name: str) -> None:
        there = self._alexa.content.locales
        if name not in there:
            self._note(f"{f'There is no locale {name!r}; there' if name else 'There'} are: {', '.join(there)}")
            return
        self._begin(name)
        self._note(f"A new conversation in {name}.")
        self._show(self._conversation.launch())

    def _help(self, _: str) -> None:
        for name, (_call, words) in self._commands.items():
            click.echo(f"  {self._paint(f'{name:9}', _BOLD)} {words}", color=True)
        self._note("  Anything else is said to the skill. The arrow keys bring back and edit what was typed.")

    def _quit(self, _: str) -> None:
        self._conversation.end()


class Paint:
    """Colours, where there are any."""

    def __init__(self, coloured: bool) -> None:
        self._coloured = coloured

    def __call__(self, text: str, style: str) -> str:
        """`text` in a style."""
        return f"\033[{style}m{text}\033[0m" if self._coloured and text else text

    def prompt(self, text: str) -> str:
        """A prompt; readline is told which characters take no room."""
        if not self._coloured:
            return text
        if readline is None:
            return self(text, _CYAN)
        return f"\001\033[{_CYAN}m\002{text}\001\033[0m\002"


def coloured() -> bool:
    """Whether colours are wanted and can be shown (no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def edit(commands: list[str]) -> None:
    """History for as long as the command runs, none on disk; Tab completes a command."""
    if readline is None:
        return

    def complete(text: str, at: int) -> str | None:
        fitting = [name for name in commands if text.startswith("/") and name.startswith(text)]
        return fitting[at] if at < len(fitting) else None

    readline.set_completer(complete)
    readline.set_completer_delims(" ")
    libedit = "libedit" in (readline.__doc__ or "")
    readline.parse_and_bind("bind ^I rl_complete" if libedit else "tab: complete")


def spoken(ssml: str, paint: Paint) -> Iterator[str]:
    """The words of `ssml` in lines; each pause ends a line and is named there, and so is another rate than the usual."""
    for stretch in stretches(ssml):
        marks = [f"{stretch.speed:.0%} speed"] if stretch.speed != 1.0 else []
        marks += [f"pause {stretch.pause_ms / 1000:g} s"] if stretch.pause_ms else []
        *lines, last = wrapped(stretch.text)
        mark = f"  [{', '.join(marks)}]" if marks else ""
        yield from lines
        if len(last) + len(mark) <= columns():
            yield last + paint(mark, _DIM)
        else:
            yield from (last, paint(mark, _DIM))


def shown(heard: Heard, paint: Paint) -> Iterator[str]:
    """What the screen shows, as text."""
    documents = [found["datasources"] for found in _directives(heard) if "datasources" in found]
    for screen in (document.get("screen", {}) for document in documents):
        parts = [part["text"] for part in screen.get("parts", ())]
        chips = " ".join(f"[{chip['label']}]" for chip in screen.get("chips", ()))
        for text in (*parts, screen.get("question", ""), screen.get("advice", ""), chips):
            yield from (paint(_MARGIN + line, _DIM) for line in wrapped(unescape(text), _MARGIN) if line)


def wrapped(text: str, margin: str = "") -> list[str]:
    """`text` in lines that fit the terminal beside a margin."""
    return textwrap.wrap(printable(text), max(columns() - len(margin), 20)) or [""]


def columns() -> int:
    """How wide a line may be."""
    return min(shutil.get_terminal_size().columns, _WIDEST)


def printable(text: str) -> str:
    """`text` without what would steer the terminal."""
    return "".join(character if character.isprintable() else " " for character in text)


def _directives(heard: Heard) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (heard.response.get("response") or {}).get("directives") or []
    return found


class _Conversation(Conversation):
    """A conversation on a device that can be given a screen."""

    def switch(self, screen: bool) -> None:
        """With the next request, the device has a screen, or has none."""
        if self._device.screen != screen:
            self._device = replace(self._device, screen=screen)


class _Alexa(Alexa):
    """The skill, and such conversations with it."""

    def conversation(self) -> _Conversation:
        """A new conversation, with no session yet."""
        return _Conversation(self._skill, self._nlu, self._device)
