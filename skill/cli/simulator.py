"""`simulator`: the skill on a page in the browser."""

import contextlib
import webbrowser
from pathlib import Path

import click

from skill.cache import tables
from skill.cli.options import content_option, load_or_exit, load_voice, locale_option
from skill.desk import Desk, DeskServer

_EPILOG = """\b
Examples:
  python -m skill simulator
  python -m skill simulator --port 8090 --no-browser --locale en-GB

\b
Exit codes: 0 stopped as asked, 1 the content has faults or the port is taken, 2 the command was not understood."""


@click.command(epilog=_EPILOG)
@locale_option
@content_option
@click.option("--port", default=8070, show_default=True, type=click.IntRange(0, 65535), help="Port; 0 takes a free one.")
@click.option("--browser/--no-browser", default=True, help="Open the page in the browser, which is the default.")
def simulator(locale: str, folder: Path, port: int, browser: bool) -> None:
    """Serve a page to ask, hear and see the skill, and to review its words; on this machine alone, no network needed."""
    content = load_or_exit(folder)
    if locale not in content.locales:
        raise click.UsageError(f"There is no locale '{locale}'; there are: {', '.join(content.locales)}.")
    desk = Desk(content, tables(content, lambda line: click.echo(line, err=True)), locale)
    load_voice()
    try:
        server = DeskServer(desk, port)
    except OSError as error:
        raise click.ClickException(f"port {port}: {error.strerror}; name another: --port 0 takes a free one") from None
    click.echo(f"The simulator is at {server.address} (Ctrl-C stops it)")
    if browser:
        webbrowser.open(server.address)
    with server, contextlib.suppress(KeyboardInterrupt):
        server.serve_forever()
