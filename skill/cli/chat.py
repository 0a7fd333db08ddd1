"""`chat`: a conversation in one session."""

from pathlib import Path

import click

from skill.cli.options import Alexa, content_option, json_option, lines_of_input, locale_option, screen_option
from skill.cli.printing import show
from skill.cli.terminal import converse, on_terminal

_EPILOG = """\b
Examples:
  python -m skill chat
  printf 'liver\\nslower\\nthanks\\n' | python -m skill chat --json

\b
Exit codes: 0 the conversation ended, 1 the content has faults, 2 the command was not understood."""


@click.command(epilog=_EPILOG)
@locale_option
@content_option
@json_option
@screen_option
def chat(locale: str, folder: Path, as_json: bool, screen: bool) -> None:
    """Open the skill, then say one line of standard input a turn, until the skill or the input ends.

    On a terminal there are commands beside it: /help lists them.
    """
    if on_terminal() and not as_json:
        converse(folder, locale, screen)
        return
    conversation = Alexa(folder, locale, screen).conversation()
    show(conversation.launch(), as_json)
    for text in lines_of_input():
        if not conversation.open:
            break
        show(conversation.say(text), as_json)
