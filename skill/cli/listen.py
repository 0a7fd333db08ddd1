"""`listen`: a recorded question, answered."""

from pathlib import Path

import click

from skill.cli.options import Alexa, content_option, load_voice, locale_option
from skill.voice import hear, play, speak

_EPILOG = """\b
Examples:
  python -m skill listen question.wav
  python -m skill listen question.wav --out answer.wav --locale en-GB
  python -m skill listen question.wav --mute

\b
What it needs: python -m pip install --require-hashes --requirement requirements/voice.txt
and, to be heard, a player: pw-play, paplay, aplay, afplay, ffplay or play.
Exit codes: 0 answered, 1 nothing was heard, what hears is not installed, or the answer could not be played or written,
2 the command was not understood."""

_file = click.Path(exists=True, dir_okay=False, path_type=Path)
_out = click.Path(dir_okay=False, writable=True, path_type=Path)


@click.command(epilog=_EPILOG)
@locale_option
@content_option
@click.option("--out", type=_out, metavar="ANSWER.wav", help="Write the spoken answer to this file, and do not play it.")
@click.option("--mute", is_flag=True, help="Print the answer, and do not speak it.")
@click.argument("recording", type=_file, metavar="FILE.wav")
def listen(locale: str, folder: Path, out: Path | None, mute: bool, recording: Path) -> None:
    """Hear the question in the recording FILE.wav, and answer it aloud, as a one-shot question to Alexa."""
    if out and mute:
        raise click.UsageError("--out and --mute: what is not spoken cannot be written.")
    alexa = Alexa(folder, locale)
    try:
        said = _heard(recording, alexa)
        answer = alexa.conversation().say(said)
        click.echo(f"> {said}\n{answer.speech}")
        if not mute:
            _spoken(speak(answer.ssml), out)
    except (OSError, RuntimeError) as error:  # a file that cannot be read or written; no voice installed
        raise click.ClickException(str(error)) from None


def _heard(recording: Path, alexa: Alexa) -> str:
    load_voice()
    try:
        said = hear(recording.read_bytes(), alexa.language)
    except ValueError as error:
        raise click.ClickException(f"{recording}: {error}") from None
    if not said:
        raise click.ClickException(f"{recording}: no words are heard in it")
    return said


def _spoken(wav: bytes, out: Path | None) -> None:
    if out:
        out.write_bytes(wav)
        click.echo(f"wrote {out}", err=True)
        return
    try:
        play(wav)
    except RuntimeError as error:
        raise click.ClickException(f"{error}; --out ANSWER.wav writes the answer, --mute only prints it") from None
