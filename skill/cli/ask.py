"""`ask`: one question, or one a line, each in a session of its own."""

from pathlib import Path

import click

from skill.cli.options import Alexa, content_option, json_option, lines_of_input, locale_option, screen_option
from skill.cli.printing import explanation, show

_EPILOG = """\b
Examples:
  python -m skill ask what are symptoms of liver metastasis
  python -m skill ask --explain "is a constant cough a sign"
  python -m skill ask --json --locale en-GB < questions.txt

\b
Exit codes: 0 answered, 1 the content has faults, 2 the command was not understood."""


@click.command(epilog=_EPILOG)
@locale_option
@content_option
@json_option
@screen_option
@click.option("--explain", "explain", is_flag=True, help="Also print how the words were understood.")
@click.argument("question", nargs=-1)
def ask(locale: str, folder: Path, as_json: bool, screen: bool, explain: bool, question: tuple[str, ...]) -> None:
    """Ask QUESTION as a one-shot question to Alexa; with no QUESTION, ask each line of standard input."""
    alexa = Alexa(folder, locale, screen)
    understanding = alexa.understanding() if explain else None
    for text in [" ".join(question)] if question else lines_of_input():
        heard = alexa.conversation().say(text)
        show(heard, as_json, explanation(understanding, text) if understanding else None)
