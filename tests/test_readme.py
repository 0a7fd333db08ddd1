"""What the README shows and promises is so."""

import re
from pathlib import Path

from tests.conftest import Alexa

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCUMENTS = [README, *((ROOT / name).read_text(encoding="utf-8") for name in ("CONTRIBUTING.md", "docs/hosting.md"))]


def test_the_transcript_is_what_is_heard(alexa: Alexa) -> None:
    transcript = re.search(r"```console\n\$ make chat\n(.*?)```", README, re.S)
    assert transcript
    first, *turns = re.split(r"^> ", transcript[1], flags=re.M)
    conversation = alexa()
    assert conversation.launch().speech == first.strip()
    assert len(turns) >= 3
    for turn in turns:
        said, heard = turn.split("\n", 1)
        assert conversation.say(said).speech == heard.strip()
    assert not conversation.open


def test_every_make_target_that_is_named_is_there() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    there = set(re.findall(r"^([A-Za-z-]+):", makefile, re.M))
    named = {target for text in DOCUMENTS for target in re.findall(r"(?:^ {4}|`|\$ )make ([a-z-]+)", text, re.M)}
    assert {"ask", "test", "help"} <= named
    assert named <= there


def test_every_folder_that_is_named_is_there() -> None:
    named = re.findall(r"^\| (.+?) \|", README.split("## The folders")[1], re.M)
    folders = [folder for cell in named for folder in re.findall(r"`(\w+/)`", cell)]
    assert {"content/", "skill/", "tests/"} <= set(folders)
    assert all((ROOT / folder).is_dir() for folder in folders)


def test_the_safety_sentence_stands_on_the_first_screen() -> None:
    first_screen = "\n".join(README.splitlines()[:10])
    for text in ("not medical advice", "contact your physician's office", "emergency number", "no clinical review"):
        assert text in " ".join(first_screen.split())


def test_every_command_of_the_makefile_is_explained() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    commands = re.findall(r"^([a-z-]+):.*$", makefile, re.M)
    assert not [line for line in re.findall(r"^[a-z-]+:.*$", makefile, re.M) if "## " not in line], commands
