"""A recording -> the words that are heard in it."""

import io
from collections.abc import Iterable
from functools import cache

from skill.content import Language
from skill.content.load import load
from skill.voice.packages import ears

_LONGEST_HINT = 600  # characters; the recogniser reads no more than half of its own window


def hear(wav: bytes, words: Iterable[str] | None = None) -> str:
    """The words spoken in `wav`, or in any other sound file; nothing where nobody speaks.

    `words` are names that are likely to be said, by default those of the content as it is shipped. RuntimeError
    where no recogniser is installed, ValueError where `wav` is no sound.
    """
    model = ears()
    hint = ", ".join(dict.fromkeys(_shipped() if words is None else words))[:_LONGEST_HINT] or None
    try:
        found, _ = model.transcribe(
            io.BytesIO(wav), language="en", initial_prompt=hint, condition_on_previous_text=False, vad_filter=True
        )
        return " ".join("".join(part.text for part in found).split())
    except (OSError, ValueError, IndexError) as error:  # what PyAV raises is an OSError or a ValueError too
        raise ValueError(f"this cannot be read as a recording ({error})") from None


def names(language: Language) -> list[str]:
    """What is likely to be said in `language`, for the recogniser: the names of the places and of the symptoms."""
    symptoms = (*(symptom for site in language.sites for symptom in site.symptoms), *language.general.symptoms)
    return [site.area for site in language.sites] + [symptom.name for symptom in symptoms]


@cache
def _shipped() -> tuple[str, ...]:
    return tuple(name for language in load().languages.values() for name in names(language))
