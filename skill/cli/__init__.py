"""Floor 7: the commands. Each reads what was typed, calls the floors below, and prints."""

import click

from skill.cli.ask import ask
from skill.cli.build import build
from skill.cli.chat import chat
from skill.cli.check import check
from skill.cli.listen import listen
from skill.cli.serve import serve
from skill.cli.simulator import simulator

_EPILOG = """\b
Examples:
  python -m skill ask what are symptoms of liver metastasis
  python -m skill ask --json < questions.txt
  python -m skill chat --locale en-GB
  python -m skill listen question.wav --out answer.wav
  python -m skill build --check

\b
Exit codes: 0 all is well, 1 something is wrong with what was read, 2 the command was not understood."""


@click.group(epilog=_EPILOG, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 120})
def main() -> None:
    """A voice skill on the symptoms of metastatic breast cancer, without Alexa."""


for _command in (ask, chat, listen, serve, build, check, simulator):
    main.add_command(_command)
