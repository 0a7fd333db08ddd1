"""SSML -> a recording of the voice that says it."""

import io
import re
import wave
from dataclasses import dataclass

from skill.voice.packages import mouth
from skill.voice.ssml import stretches

SAMPLES = 24_000  # a second
_BYTES = 2  # a sample
_BETWEEN_DIGITS = re.compile(r"(?<=\b\d) (?=\d\b)")  # a comma there keeps "1 1 2" from running together
_SEED = 1  # the same words always sound the same


@dataclass(frozen=True)
class Recording:
    """What was spoken, and when."""

    wav: bytes  # a wav file: mono, 16 bits
    starts: tuple[float, ...]  # seconds from its beginning, one for each of `stretches`


def record(ssml: str) -> Recording:
    """`ssml` spoken, with its pauses and at its rate.

    Text without tags is spoken as it is. RuntimeError where no voice is installed.
    """
    voice = mouth()
    sound = bytearray()
    starts = []
    for stretch in stretches(ssml):
        starts.append(len(sound) / _BYTES / SAMPLES)
        if stretch.text:
            samples = voice(_BETWEEN_DIGITS.sub(", ", stretch.text), speed=stretch.speed, seed=_SEED)
            sound += (samples.clip(-1.0, 1.0) * 32767).astype("<i2").tobytes()
        sound += bytes(_BYTES * (stretch.pause_ms * SAMPLES // 1000))
    return Recording(_wav(bytes(sound)), tuple(starts))


def speak(ssml: str) -> bytes:
    """The wav file of `record`."""
    return record(ssml).wav


def _wav(samples: bytes) -> bytes:
    file = io.BytesIO()
    with wave.open(file, "wb") as writer:
        writer.setnchannels(1)
        writer.setsampwidth(_BYTES)
        writer.setframerate(SAMPLES)
        writer.writeframes(samples)
    return file.getvalue()
