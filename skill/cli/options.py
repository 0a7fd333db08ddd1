"""What the commands share: their options, and the skill that they speak with."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

import click

import skill.voice as voice
from skill.app import create_skill
from skill.cache import tables
from skill.content import Content
from skill.content.load import FOLDER as CONTENT
from skill.content.load import load
from skill.content.read import Faults
from skill.interaction_model import generate, model_path, read_package
from skill.simulator import Conversation, Device, Nlu, Skill
from skill.understand import Understanding

locale_option = click.option("--locale", default="en-US", show_default=True, metavar="L", help="Locale of the device.")
content_option = click.option(
    "--content", "folder", type=click.Path(path_type=Path), default=CONTENT, help="Content folder; by default this one's."
)
json_option = click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
screen_option = click.option("--screen", is_flag=True, help="The device has a screen.")


class Alexa:
    """The skill of one content folder, and the simulator before it."""

    def __init__(self, folder: Path, locale: str, screen: bool = False) -> None:
        self.content = load_or_exit(folder)
        if locale not in self.content.locales:
            raise click.UsageError(f"There is no locale '{locale}'; there are: {', '.join(self.content.locales)}.")
        self.language_name = self.content.locales[locale].language
        self.language = self.content.languages[self.language_name]
        self._nlu = Nlu(_model(self.content, folder, locale), self.content.locales[locale].language)
        self._device = Device(locale=locale, screen=screen)
        self._tables = tables(self.content, lambda line: click.echo(line, err=True))
        handler = create_skill(self.content, tables=self._tables)
        self._skill: Skill = lambda request: handler(request, None)

    def understanding(self) -> Understanding:
        """What reads the questions, to ask it why."""
        return Understanding(self.language, self._tables[self.language_name])

    def conversation(self) -> Conversation:
        """A new conversation, with no session yet."""
        return Conversation(self._skill, self._nlu, self._device)


def load_or_exit(folder: Path) -> Content:
    """The content of `folder`; where it has faults they are printed, and the command ends with 1."""
    try:
        return load(folder)
    except Faults as faults:
        fail(faults.lines)


def load_voice() -> None:
    """Loads what hears and speaks, and says so, as it may take seconds; nothing where it is not installed."""
    if voice.available():
        click.echo("Loading what hears and speaks ...", err=True)
        try:
            voice.load()
        except (ImportError, OSError, RuntimeError) as error:
            raise click.ClickException(f"the voice is installed, and cannot be loaded: {error}") from None


def fail(lines: list[str]) -> NoReturn:
    """Prints `lines` as faults and ends the command with 1."""
    for line in lines:
        click.echo(line, err=True)
    sys.exit(1)


def lines_of_input() -> Iterator[str]:
    """The lines of standard input, whatever bytes they hold."""
    for line in sys.stdin.buffer:
        yield line.decode("utf-8", errors="replace").rstrip("\r\n")


def _model(content: Content, folder: Path, locale: str) -> dict[str, Any]:
    """The interaction model's JSON: the committed one, or for another content folder what `build` would make of it."""
    try:
        package = read_package() if folder.resolve() == CONTENT else generate(content)
    except Faults as faults:
        fail([f"{folder / line}" for line in faults.lines])
    if model_path(locale) not in package:
        fail([f"interaction_model/{model_path(locale)}: is missing; run: python -m skill build"])
    document: dict[str, Any] = json.loads(package[model_path(locale)])
    return document
