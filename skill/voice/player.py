"""A recording -> sound, by the program with which this machine plays one."""

import shutil
import subprocess
import tempfile
from pathlib import Path

# PipeWire's, PulseAudio's, ALSA's, macOS's, FFmpeg's, SoX's; each takes a file, and none of them says anything.
_PLAYERS = (
    ("pw-play",),
    ("paplay",),
    ("aplay", "--quiet"),
    ("afplay",),
    ("ffplay", "-nodisp", "-autoexit", "-loglevel", "error"),
    ("play", "-q"),
)


def play(wav: bytes) -> None:
    """Plays a wav file to its end, by the first player that can.

    RuntimeError where there is no player, or none that can: one may be installed where no sound card is.
    """
    there = [(found, *options) for name, *options in _PLAYERS if (found := shutil.which(name))]
    if not there:
        raise RuntimeError(f"there is no player of sound here; install one of {', '.join(name for name, *_ in _PLAYERS)}")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "answer.wav"
        file.write_bytes(wav)
        faults = []
        for command in there:
            done = subprocess.run([*command, file], stdin=subprocess.DEVNULL, capture_output=True, check=False)  # noqa: S603
            if not done.returncode:
                return
            said = done.stderr.decode("utf-8", "replace").strip().splitlines()
            faults.append(f"{Path(command[0]).name}: {said[-1] if said else f'exit code {done.returncode}'}")
    raise RuntimeError(f"no player can be heard here ({'; '.join(faults)})")
