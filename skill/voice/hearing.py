"""A recording -> the words that are heard in it."""

import io

from skill.content import Language
from skill.voice.figures import in_words
from skill.voice.packages import ears

_LONGEST_HINT = 600  # characters; the recogniser reads no more than half of its own window


def hear(sound: bytes, language: Language) -> str:
    """The words spoken in `sound`, a wav or any other sound file, without figures; nothing where nobody speaks.

    RuntimeError where no recogniser is installed, ValueError where `sound` is no recording.
    """
    model = ears()
    hint = ", ".join(dict.fromkeys(names(language)))[:_LONGEST_HINT]
    try:
        found, _ = model.transcribe(
            io.BytesIO(sound), language="en", initial_prompt=hint, condition_on_previous_text=False, vad_filter=True
        )
        text = " ".join("".join(part.text for part in found).split())
    except (OSError, ValueError, IndexError) as error:  # what PyAV raises is an OSError or a ValueError too
        raise ValueError(f"this cannot be read as a recording ({error})") from None
    return in_words(text, language.sounds.figures)


def names(language: Language) -> list[str]:
    """What is likely to be said in `language`, for the recogniser: the names of the places and of the symptoms."""
    symptoms = (*(symptom for site in language.sites for symptom in site.symptoms), *language.general.symptoms)
    return [site.area for site in language.sites] + [symptom.name for symptom in symptoms]
