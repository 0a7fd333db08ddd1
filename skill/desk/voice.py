"""The one place that knows whether this machine can hear and speak (extra `voice`, see README)."""

import importlib
from functools import cache
from types import ModuleType

from skill.desk.refusal import Refusal


def available() -> bool:
    """Whether speech can be made and heard here."""
    engine = _engine()
    return engine is not None and bool(engine.available())


def hear(wav: bytes) -> str:
    """The words of a recording."""
    return str(_need().hear(wav))


def speak(ssml: str) -> bytes:
    """`ssml` spoken, as a wav file."""
    return bytes(_need().speak(ssml))


def _need() -> ModuleType:
    engine = _engine()
    if engine is None or not engine.available():
        raise Refusal(501, "This machine has no voice; run: make simulator VOICE=1")
    return engine


@cache
def _engine() -> ModuleType | None:
    try:
        return importlib.import_module("skill.voice")
    except ImportError:  # its libraries are large, and asked for by name
        return None
