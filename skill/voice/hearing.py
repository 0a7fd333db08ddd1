"""A recording -> the words that are heard in it."""

import io
from collections.abc import Iterable

from skill.content import Language
from skill.voice.packages import ears

_LONGEST_HINT = 600  # characters; the recogniser reads no more than half of its own window


def hear(wav: bytes, words: Iterable[str] = ()) -> str:
    """The words spoken in `wav`, or in any other sound file; nothing where nobody speaks.

    `words` are names that are likely to be said. RuntimeError where no recogniser is installed, ValueError where
    `wav` is no sound.
    """
    model = ears()
    hint = ", ".join(dict.fromkeys(words))[:_LONGEST_HINT] or None
    try:
        found, _ = model.transcribe(
            io.BytesIO(wav), language="en", initial_prompt=hint, condition_on_previous_text=False, vad_filter=True
        )
        return " ".join("".join(part.text for part in found).split())
    except (OSError, ValueError, IndexError) as error:  # what PyAV raises is an OSError or a ValueError too
        raise ValueError(f"this cannot be read as a recording ({error})") from None


def names(language: Language) -> list[str]:
    """What is likely to be said in `language`, for the recogniser: the names of the places and of the symptoms."""
    symptoms = [symptom.name for part in (*language.sites, language.general) for symptom in part.symptoms]
    return [site.area for site in language.sites] + symptoms
