"""`build`: content -> interaction_model/."""

from pathlib import Path

import click

from skill.cli.options import content_option, fail, load_or_exit
from skill.content import Content
from skill.content.read import Faults
from skill.interaction_model import FOLDER, generate, stale, write

_EPILOG = """\b
Examples:
  python -m skill build
  python -m skill build --check

\b
Exit codes: 0 up to date, 1 stale or the content has faults, 2 the command was not understood."""


@click.command(epilog=_EPILOG)
@content_option
@click.option("--out", type=click.Path(path_type=Path), default=FOLDER, help="Where to write; by default interaction_model.")
@click.option("--check", "only_check", is_flag=True, help="Write nothing; exit with 1 where a byte would change.")
def build(folder: Path, out: Path, only_check: bool) -> None:
    """Generate the skill package in interaction_model/ from the content."""
    package = generate_or_exit(load_or_exit(folder), folder)
    if only_check:
        faults = stale_faults(package, out)
        if faults:
            fail(faults)
        click.echo(f"{len(package)} files are up to date")
        return
    changed = write(package, out)
    for path in changed:
        click.echo(f"wrote {out.name}/{path}")
    click.echo(f"{len(package)} files, {len(changed)} changed")


def generate_or_exit(content: Content, folder: Path) -> dict[str, bytes]:
    """The skill package of the content in `folder`; faults are printed, and end the command with 1."""
    try:
        return generate(content)
    except Faults as faults:
        fail([f"{folder / line}" for line in faults.lines])


def stale_faults(package: dict[str, bytes], folder: Path = FOLDER) -> list[str]:
    """A fault for each file of `folder` that is not what the content gives."""
    return [f"{folder.name}/{path}: is stale; run: python -m skill build" for path in stale(package, folder)]
