"""A conversation on a terminal: a prompt with history and line editing, and the answer as it would be spoken."""

import sys
from pathlib import Path

import click

from skill.cli.commands import COMMANDS, Session
from skill.cli.lines import CYAN, Paint

try:
    import readline
except ImportError:  # a Python without it, as on Windows: the line is then edited as the terminal does
    readline = None  # type: ignore[assignment]


def on_terminal() -> bool:
    """Whether somebody types and reads here; a pipe or a file at either end is nobody."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def converse(folder: Path, locale: str, screen: bool) -> None:
    """Launches the skill of the content in `folder` and converses, until the skill or whoever types ends it."""
    session = Session(folder, locale, screen)
    _edit(list(COMMANDS))
    session.note("Type what you would say. /help lists what else there is, Ctrl-D ends.")
    session.show(session.conversation.launch())
    while session.conversation.open:
        text = _read(session.paint)
        if text is None:
            return
        _take(session, text)
    if session.heard and session.heard.end_session:
        session.note("The skill has ended the conversation.")


def _take(session: Session, text: str) -> None:
    """Says `text`, or does what the command says."""
    if text.startswith("/"):
        name, _, rest = text.partition(" ")
        if name in COMMANDS:
            COMMANDS[name].act(session, rest.strip())
        else:
            session.note(f"There is no {name}; /help lists what there is.")
    elif text:
        session.say(text)


def _read(paint: Paint) -> str | None:
    """What is typed; nothing after a Ctrl-C, None at the end."""
    try:
        typed = input(_prompt(paint))
        return typed.encode("utf-8", "replace").decode("utf-8").strip()
    except EOFError:
        click.echo()
        return None
    except (KeyboardInterrupt, UnicodeDecodeError):
        click.echo()
        return ""


def _prompt(paint: Paint) -> str:
    """The prompt; readline is told which characters take no room."""
    before, _, after = paint("> ", CYAN).partition("> ")
    if readline is None or not before:
        return f"{before}> {after}"
    return f"\001{before}\002> \001{after}\002"


def _edit(commands: list[str]) -> None:
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
