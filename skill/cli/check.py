"""`check`: everything that can be wrong with content and skill package, at once."""

from pathlib import Path

import click

from skill.cli.build import stale_faults
from skill.cli.modelled import modelled_faults
from skill.cli.options import content_option, fail, load_or_exit
from skill.content import Content
from skill.content.load import FOLDER as CONTENT
from skill.content.validate import validate
from skill.interaction_model import FOLDER, content_faults, generate, lint

_EPILOG = """\b
Examples:
  python -m skill check
  python -m skill check --content /tmp/content-with-another-site

\b
Exit codes: 0 all is well, 1 faults (each as 'path: message' on standard error), 2 the command was not understood."""


@click.command(epilog=_EPILOG)
@content_option
def check(folder: Path) -> None:
    """Check that the content is valid and the skill package up to date and fit for Alexa."""
    content = load_or_exit(folder)
    unfit = [f"{folder / fault}" for fault in content_faults(content)]
    faults = validate(content, folder) + unfit
    if not unfit:  # else there is no package to judge
        package = generate(content)
        faults += [f"{FOLDER.name}/{fault}" for fault in lint(package)] + modelled_faults(content, package)
        if folder.resolve() == CONTENT:
            faults += stale_faults(package) + _icon_faults(content)
    for code, language in content.languages.items():
        click.echo(f"clinical review of the wording ({code}): {language.clinical_review}")
    if faults:
        fail(faults)
    click.echo(f"{len(content.intents)} intents, {len(content.locales)} locales: no faults")


def _icon_faults(content: Content) -> list[str]:
    icons = (content.manifest.small_icon, content.manifest.large_icon)
    return [f"{FOLDER.name}/{icon}: is missing" for icon in icons if not (FOLDER / icon).is_file()]
