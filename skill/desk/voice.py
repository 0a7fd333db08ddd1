"""Hearing and speaking for the page; a refusal says what is missing (extra `voice`, see README)."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any, TypeVar

import skill.voice as engine
from skill.content import Language
from skill.desk.refusal import Refusal

Json = dict[str, Any]
_Made = TypeVar("_Made")


def available() -> bool:
    """Whether speech can be made and heard here."""
    return engine.available()


def hear(sound: bytes, language: Language) -> str:
    """The words of a recording; nothing where nobody speaks."""
    return _made(lambda: engine.hear(sound, language))


def record(ssml: str) -> engine.Recording:
    """`ssml` spoken."""
    return _made(lambda: engine.record(ssml))


def read(ssml: str) -> list[Json]:
    """The stretches of `ssml`, in the order of a recording's starts."""
    return [asdict(stretch) for stretch in engine.stretches(ssml)]


def _made(make: Callable[[], _Made]) -> _Made:
    if not engine.available():
        raise Refusal(501, "This machine has no voice; run: make simulator VOICE=1")
    try:
        return make()
    except ValueError as error:
        raise Refusal(400, str(error)) from None
