"""`serve`: the web endpoint, for a machine of one's own."""

import os

import click

_EPILOG = """\b
Examples:
  python -m skill serve --skill-id amzn1.ask.skill.00000000-0000-0000-0000-000000000000
  SKILL_ID=amzn1.ask.skill... python -m skill serve --port 8080 --workers 4

\b
TLS is a reverse proxy's job: docs/hosting.md has a tested one.
Exit codes: 0 stopped as asked, 1 the content has faults or the port is taken, 2 the command was not understood."""


@click.command(epilog=_EPILOG)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8080, show_default=True, type=click.IntRange(1, 65535), help="Port to listen on.")
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64), help="Processes that answer.")
@click.option("--skill-id", default=lambda: os.environ.get("SKILL_ID"), help="The skill's id; by default $SKILL_ID.")
def serve(host: str, port: int, workers: int, skill_id: str | None) -> None:
    """Answer Alexa's requests on http://HOST:PORT/alexa; whatever is not from Alexa for this skill is refused."""
    if not skill_id:
        raise click.UsageError("There is no skill id, so every request would be refused; give --skill-id or set SKILL_ID.")
    try:
        from skill.web import serve as serve_forever  # the web's libraries are no part of what asking needs
    except ImportError as error:
        raise click.ClickException(f"{error.name} is missing; run: make serve SKILL_ID={skill_id}") from None
    serve_forever(host, port, workers, skill_id)
