"""`listen`: a recorded question, answered."""

from pathlib import Path

import click

from skill.cli.options import Alexa, content_option, locale_option
from skill.voice import hear, speak

_EPILOG = """\b
Examples:
  python -m skill listen question.wav
  python -m skill listen question.wav --out answer.wav --locale en-GB

\b
What it needs: python -m pip install --require-hashes --requirement requirements/voice.txt
Exit codes: 0 answered, 1 nothing was heard, or what hears is not installed, 2 the command was not understood."""

_file = click.Path(exists=True, dir_okay=False, path_type=Path)
_out = click.Path(dir_okay=False, writable=True, path_type=Path)


@click.command(epilog=_EPILOG)
@locale_option
@content_option
@click.option("--out", type=_out, metavar="ANSWER.wav", help="Write the spoken answer to this file.")
@click.argument("recording", type=_file, metavar="FILE.wav")
def listen(locale: str, folder: Path, out: Path | None, recording: Path) -> None:
    """Hear the question in the recording FILE.wav, and answer it as a one-shot question to Alexa."""
    alexa = Alexa(folder, locale)
    try:
        said = hear(recording.read_bytes(), alexa.language)
        if not said:
            raise click.ClickException(f"{recording}: no words are heard in it")
        answer = alexa.conversation().say(said)
        click.echo(f"> {said}\n{answer.speech}")
        if out:
            out.write_bytes(speak(answer.ssml))
            click.echo(f"wrote {out}", err=True)
    except ValueError as error:
        raise click.ClickException(f"{recording}: {error}") from None
    except (OSError, RuntimeError) as error:  # a file that cannot be read or written; no voice installed
        raise click.ClickException(str(error)) from None
