"""What can be done at the prompt of `chat` beside saying something."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import click

from skill.cli.lines import BOLD, DIM, Paint, coloured, printable, shown, spoken
from skill.cli.options import Alexa
from skill.cli.printing import explanation
from skill.simulator import Conversation, Heard

_SLOWER = "slower"  # the action of the intent that asks for it (content/intents.yaml)


class Session:
    """Who types at a terminal: the conversation with the skill, what was last said and heard in it, and the screen."""

    def __init__(self, folder: Path, locale: str, screen: bool) -> None:
        self._folder = folder
        self.screen = screen
        self.paint = Paint(coloured())
        self.begin(locale)

    def begin(self, locale: str) -> None:
        """A new conversation in `locale`; nothing is open yet."""
        self.alexa = _Alexa(self._folder, locale, self.screen)
        self.conversation = self.alexa.conversation()
        self.said = ""
        self.heard: Heard | None = None

    def say(self, text: str) -> None:
        """Says `text` to the skill."""
        self.said = text
        self.show(self.conversation.say(text))

    def show(self, heard: Heard) -> None:
        """Prints a turn."""
        self.heard = heard
        for line in (*spoken(heard.ssml, self.paint), *(shown(heard, self.paint) if self.screen else ())):
            click.echo(line, color=True)

    def note(self, text: str) -> None:
        """Prints what is not heard."""
        click.echo(self.paint(text, DIM), color=True)


class Command(NamedTuple):
    """One of COMMANDS."""

    act: Callable[[Session, str], None]  # is given what stands after the name
    help: str


def slower(session: Session, _: str) -> None:
    """Asks for the last answer more slowly."""
    wished = [name for name, intent in session.alexa.content.intents.items() if intent.action == _SLOWER]
    session.show(session.conversation.intend(wished[0]))


def why(session: Session, _: str) -> None:
    """Prints how the last question was understood."""
    if not session.said:
        session.note("Nothing was asked yet.")
        return
    for line in explanation(session.alexa.understanding(), session.said):
        session.note(f"  {printable(line)}")


def switch_screen(session: Session, _: str) -> None:
    """Gives the device a screen, or takes it away."""
    session.screen = not session.screen
    session.conversation.switch(session.screen)
    if session.screen:
        session.note("The device has a screen from the next answer on; what it shows stands below the words.")
    else:
        session.note("The device has no screen.")


def envelopes(session: Session, _: str) -> None:
    """Prints the last turn's request and response."""
    if session.heard:
        turn = {"request": session.heard.request, "response": session.heard.response}
        session.note(json.dumps(turn, indent=2))


def locale(session: Session, name: str) -> None:
    """Begins again in the locale `name`."""
    there = session.alexa.content.locales
    if name not in there:
        session.note(f"{f'There is no locale {name!r}; there' if name else 'There'} are: {', '.join(there)}")
        return
    session.begin(name)
    session.note(f"A new conversation in {name}.")
    session.show(session.conversation.launch())


def list_commands(session: Session, _: str) -> None:
    """Prints COMMANDS."""
    for name, command in COMMANDS.items():
        click.echo(f"  {session.paint(f'{name:9}', BOLD)} {command.help}", color=True)
    session.note("  Anything else is said to the skill. The arrow keys bring back and edit what was typed.")


def leave(session: Session, _: str) -> None:
    """Ends the conversation."""
    session.conversation.end()


COMMANDS = {
    "/slower": Command(slower, "ask for it again, more slowly ('normal speed' goes back)"),
    "/why": Command(why, "how the last question was understood"),
    "/screen": Command(switch_screen, "a device with a screen, or without one again"),
    "/json": Command(envelopes, "the last request and response, whole"),
    "/locale": Command(locale, "NAME: begin again on a device of that locale; alone: which there are"),
    "/help": Command(list_commands, "this list"),
    "/quit": Command(leave, "end; so does Ctrl-D"),
}


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
