"""SSML -> a recording of the voice that says it."""

import io
import re
import wave

from skill.voice.packages import mouth
from skill.voice.ssml import stretches

SAMPLES = 24_000  # a second
_BETWEEN_DIGITS = re.compile(r"(?<=\b\d) (?=\d\b)")  # a comma there keeps "1 1 2" from running together
_SEED = 1  # the same words always sound the same


def speak(ssml: str) -> bytes:
    """A wav file (mono, 16 bits) of `ssml`, with its pauses and at its rate.

    Text without tags is spoken as it is. RuntimeError where no voice is installed.
    """
    voice = mouth()
    sound = bytearray()
    for stretch in stretches(ssml):
        if stretch.text:
            samples = voice(_BETWEEN_DIGITS.sub(", ", stretch.text), speed=stretch.speed, seed=_SEED)
            sound += (samples.clip(-1.0, 1.0) * 32767).astype("<i2").tobytes()
        sound += bytes(2 * (stretch.pause_ms * SAMPLES // 1000))
    return _wav(bytes(sound))


def _wav(samples: bytes) -> bytes:
    file = io.BytesIO()
    with wave.open(file, "wb") as writer:
        writer.setnchannels(1)
        writer.setsampwidth(2)
        writer.setframerate(SAMPLES)
        writer.writeframes(samples)
    return file.getvalue()
