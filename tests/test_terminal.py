"""`python -m skill chat` on a terminal, driven through a real pseudo-terminal."""

import json
import os
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from skill.cli.lines import Paint, spoken
from skill.content.load import FOLDER

pty = pytest.importorskip("pty", reason="there are no pseudo-terminals here")
termios = pytest.importorskip("termios", reason="there are no pseudo-terminals here")

WAIT = 90  # seconds; a busy machine is slow to start a process
COLOUR = re.compile(r"\x1b\[[\d;]*m")
STEERING = re.compile(r"\x1b\[[?\d;]*[a-zA-Z]|[\x01\x02]")
COMMANDS = ("/slower", "/why", "/screen", "/json", "/locale", "/help", "/quit")
UP, TAB, CTRL_D, BACKSPACE = "\x1b[A", "\t", "\x04", "\x7f"


class Session:
    """The command, and who types."""

    def __init__(self, home: Path, columns: int = 80, **environment: str) -> None:
        self.raw = ""
        self._master, slave = pty.openpty()
        termios.tcsetwinsize(slave, (24, columns))
        self.process = subprocess.Popen(
            [sys.executable, "-m", "skill", "chat"],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            cwd=FOLDER.parent,
            env={**_bare(home), "TERM": "xterm-256color", **environment},
            start_new_session=True,
        )
        os.close(slave)

    def type(self, keys: str) -> str:
        """What comes back for `keys`, up to the next prompt or the end."""
        before = len(self.raw)
        os.write(self._master, keys.encode())
        return self.prompted(before)

    def say(self, line: str) -> str:
        """What comes back for a line, without its echo."""
        return self.type(line + "\n").split("\n", 1)[1]

    def prompted(self, before: int = 0) -> str:
        """What came since `before`, once a prompt stands at the end."""
        deadline = time.monotonic() + WAIT
        while not self._read():
            text = _plain(self.raw[before:])
            if text.endswith("\n> ") or (not before and text.endswith("> ")):
                break
            assert time.monotonic() < deadline, self.raw[before:]
        return _plain(self.raw[before:]).removesuffix("\n> ")

    def end(self) -> int:
        """The exit code."""
        return self.process.wait(WAIT)

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        os.close(self._master)

    def _read(self) -> bool:
        """Reads what is there; whether the other end has closed."""
        if not select.select([self._master], [], [], 0.1)[0]:
            return False
        try:
            found = os.read(self._master, 65536)
        except OSError:
            return True
        self.raw += found.decode("utf-8", "replace")
        return not found


def _bare(home: Path) -> dict[str, str]:
    there = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "COLUMNS", "LINES", "INPUTRC")}
    return {**there, "HOME": str(home)}


def _plain(raw: str) -> str:
    return STEERING.sub("", raw).replace("\r\n", "\n").replace("\r", "")


@pytest.fixture
def begin(tmp_path: Path) -> Iterator[Callable[..., Session]]:
    """begin(columns=..., NAME=value): a session in which the skill was launched."""
    there: list[Session] = []

    def start(columns: int = 80, **environment: str) -> Session:
        there.append(Session(tmp_path, columns, **environment))
        there[-1].prompted()
        return there[-1]

    yield start
    for session in there:
        session.close()


Begin = Callable[..., Session]


def test_a_conversation_with_its_pauses_to_the_end(begin: Begin) -> None:
    session = begin()
    assert "Hello." in _plain(session.raw)
    assert "/help" in _plain(session.raw)
    lines = session.say("liver").splitlines()
    assert lines[0] == "Here are the signs of breast cancer in the liver: Swelling in the belly."
    assert "[pause 0.45 s]" in lines[1]
    assert any(line.startswith("Jaundice, which means") and line.endswith("[pause 0.45 s]") for line in lines)
    assert "ended the conversation" in session.say("thanks")
    assert session.end() == 0


def test_what_was_typed_comes_back_and_can_be_edited(begin: Begin) -> None:
    session = begin()
    session.say("lungs")
    assert "breast cancer in the lungs" in session.type(UP + "\n"), "the arrow brings the last line back"
    assert "breast cancer in the liver" in session.type("livex" + BACKSPACE + "r\n")
    assert "breast cancer in the bones" in session.type("ones\x01b\n"), "Ctrl-A goes to the start of the line"
    assert "this list" in session.type("/he" + TAB + "\n"), "Tab completes a command"


def test_nothing_that_is_typed_is_kept(begin: Begin, tmp_path: Path) -> None:
    session = begin()
    session.say("liver")
    session.type("/quit\n")
    assert session.end() == 0
    assert not list(tmp_path.iterdir())


def test_help_lists_every_command(begin: Begin) -> None:
    helped = begin().say("/help")
    assert [line.split()[0] for line in helped.splitlines() if line.startswith("  /")] == list(COMMANDS)


def test_slower_and_back(begin: Begin) -> None:
    session = begin()
    assert "speed" not in session.say("bones")
    assert "[80% speed, pause" in session.say("/slower")
    assert "[65% speed, pause" in session.say("/slower")
    assert "% speed" not in session.say("normal speed")


def test_why(begin: Begin) -> None:
    session = begin()
    assert "Nothing was asked yet" in session.say("/why")
    session.say("is jaundice a sign")
    assert re.search(r"chosen .*symptom", session.say("/why"))


def test_a_screen_in_the_middle_of_a_conversation(begin: Begin) -> None:
    session = begin()
    assert "  | " not in session.say("liver")
    session.say("/screen")
    shown = [line for line in session.say("repeat").splitlines() if line.startswith("  | ")]
    assert "  | Swelling in the belly." in shown
    assert "[Lungs]" in " ".join(shown), "what can be touched"
    session.say("/screen")
    assert "  | " not in session.say("repeat")


def test_json_is_the_last_turn_whole(begin: Begin) -> None:
    session = begin(columns=60)
    session.say("liver")
    turn = json.loads(session.say("/json"))
    assert turn["request"]["request"]["intent"]["name"] == "SiteSymptomsIntent"
    assert "Jaundice" in turn["response"]["response"]["outputSpeech"]["ssml"]


def test_another_locale(begin: Begin) -> None:
    session = begin()
    assert session.say("/locale").strip() == "There are: en-US, en-GB, en-AU, en-CA, en-IN"
    assert "no locale 'xx'" in session.say("/locale xx")
    assert "Hello." in session.say("/locale en-GB")
    assert "call 9 9 9 now" in session.say("i can't breathe")
    assert session.end() == 0


def test_slips_are_told_or_passed_over(begin: Begin) -> None:
    session = begin()
    assert "no /colour; /help lists" in session.say("/colour red")
    assert session.type("\n").strip() == "", "nothing was said"
    session.process.send_signal(signal.SIGINT)
    session.prompted(len(session.raw))
    assert "in the liver" in session.say("liver"), "Ctrl-C gives up a line and no more"
    assert "\x1b[31m" not in session.say("\x16\x1b[31m liver")
    session.type(CTRL_D)
    assert session.end() == 0
    assert "Traceback" not in session.raw


@pytest.mark.parametrize(("environment", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)])
def test_colours_only_where_they_are_wanted(begin: Begin, environment: dict[str, str], coloured: bool) -> None:
    session = begin(**environment)
    session.say("liver")
    session.say("/help")
    assert bool(COLOUR.search(session.raw)) is coloured


def test_lines_fit_a_narrow_terminal(begin: Begin) -> None:
    session = begin(columns=40)
    session.say("/screen")
    assert max(map(len, session.say("lungs").splitlines())) <= 40


def test_a_pipe_gets_plain_lines_even_where_the_answers_go_to_a_terminal(tmp_path: Path) -> None:
    master, slave = pty.openpty()
    command = [sys.executable, "-m", "skill", "chat"]
    said, plain = b"liver\nthanks\n", {"cwd": FOLDER.parent, "env": _bare(tmp_path)}
    subprocess.run(command, input=said, stdout=slave, check=True, timeout=WAIT, **plain)  # type: ignore[call-overload]
    os.close(slave)
    found = os.read(master, 65536).decode()
    os.close(master)
    piped = subprocess.run(command, input=said, capture_output=True, check=True, timeout=WAIT, **plain)  # type: ignore[call-overload]
    assert found.replace("\r\n", "\n") == piped.stdout.decode()
    assert len(found.splitlines()) == 3
    assert "\x1b" not in found


def test_nothing_steers_the_terminal_from_the_words_of_an_answer() -> None:
    lines = list(spoken("<speak>one \x1b[2J two &#7; three<break time='1s'/></speak>", Paint(False)))
    assert "".join(lines).isprintable()
    assert lines[0].endswith("three  [pause 1 s]")
