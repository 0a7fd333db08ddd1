"""`python -m skill`: what is typed, what is printed, and the exit code."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest
from click.testing import CliRunner, Result

from skill.app import create_skill
from skill.cli import main
from skill.content import Content
from skill.content.load import FOLDER
from skill.simulator import Heard

LIVER = ("belly", "yellow", "right side just under the lower ribs")
ADVICE = "please contact your physician's office."
KEYS = ["question", "intent", "slots", "speech", "ssml", "reprompt", "card", "directives", "end_session", "ms"]


def run(*arguments: str, said: str | bytes = "") -> Result:
    return CliRunner().invoke(main, arguments, input=said, prog_name="python -m skill")


@pytest.fixture(autouse=True)
def made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """One skill for all of the commands that read the same content: making it is not what is tested here."""
    monkeypatch.setattr("skill.cli.options.create_skill", _skill)


def _skill(content: Content, **parts: Any) -> Any:
    key = msgspec.json.encode(content)
    if key not in _MADE:
        _MADE[key] = create_skill(content, **parts)
    return _MADE[key]


_MADE: dict[bytes, Any] = {}


def objects(result: Result) -> list[dict[str, Any]]:
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


# ------------------------------------------------------------------------------------------------ ask
@pytest.mark.parametrize(
    "question", [("what are symptoms of liver metastasis",), ("what", "are", "symptoms", "of", "liver", "metastasis")]
)
def test_ask_answers_on_one_line(question: tuple[str, ...]) -> None:
    result = run("ask", *question)
    assert result.exit_code == 0
    assert all(words in result.stdout for words in LIVER)
    assert result.stdout.endswith(f"{ADVICE}\n")
    assert result.stdout.count("\n") == 1


def test_ask_json_holds_all_of_the_turn() -> None:
    (heard,) = objects(run("ask", "--json", "liver"))
    assert list(heard) == KEYS
    assert (heard["question"], heard["intent"], heard["end_session"]) == ("liver", "SiteSymptomsIntent", True)
    assert heard["slots"] == {"site": {"value": "liver", "ids": ["liver"]}}
    assert heard["ssml"].startswith("<speak>")
    assert "<" not in heard["speech"]
    assert heard["directives"] == []


def test_ask_reads_one_question_a_line_each_in_a_session_of_its_own() -> None:
    heard = objects(run("ask", "--json", said="liver\nrepeat\nis a constant cough a sign\r\n\nflorp"))
    assert [turn["question"] for turn in heard] == ["liver", "repeat", "is a constant cough a sign", "", "florp"]
    assert [turn["intent"] for turn in heard] == [
        "SiteSymptomsIntent", "AMAZON.RepeatIntent", "SymptomIntent", "AMAZON.FallbackIntent", "AMAZON.FallbackIntent",
    ]  # fmt: skip
    assert not set(LIVER) & set(heard[1]["speech"].split()), "nothing to repeat: it is another session"


BAD = {
    "an empty line": "",
    "spaces": "   ",
    "control characters": "\x01\x02\x1b[31m\x7f",
    "2,000 words": "pain " * 2000,
    "one very long word": "x" * 20_000,
    "no letters": "?!.,;:-'\"",
    "another script": "\N{CJK UNIFIED IDEOGRAPH-809D}\N{CJK UNIFIED IDEOGRAPH-81DF} \N{GRINNING FACE}",
    "markup": "<speak>liver & <break/> {site}</speak>",
}


@pytest.mark.parametrize("what", BAD)
def test_bad_input_gets_an_answer(what: str) -> None:
    (heard,) = objects(run("ask", "--json", said=BAD[what] + "\n"))
    assert len(heard["speech"].split()) > 5
    result = run("ask", "--", BAD[what])
    assert (result.exit_code, result.stdout) == (0, heard["speech"] + "\n")


def test_bytes_that_are_no_text_get_an_answer() -> None:
    (heard,) = objects(run("ask", "--json", said=b"\xff\xfe\x80 liver\n"))
    assert heard["intent"] != ""


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["ask", "--locale", "xx-XX", "liver"], 2, "There is no locale 'xx-XX'; there are: en-US, en-GB"),
        (["chat", "--locale", "en"], 2, "There is no locale 'en'"),
        (["ask", "--content", "/nowhere", "liver"], 1, "/nowhere: there is no such folder"),
        (["check", "--content", "/nowhere"], 1, "/nowhere: there is no such folder"),
        (["build", "--content", "/nowhere"], 1, "/nowhere: there is no such folder"),
        (["ask", "--colour", "liver"], 2, "No such option"),
        (["answer"], 2, "No such command"),
        ([], 2, "Usage"),
    ],
)
def test_a_wrong_command_is_explained(arguments: list[str], code: int, told: str) -> None:
    result = run(*arguments)
    assert result.exit_code == code
    assert told in result.stderr
    assert "Traceback" not in result.output


@pytest.mark.parametrize("command", ["ask", "chat", "build", "check"])
def test_help_has_examples_and_exit_codes(command: str) -> None:
    result = run(command, "--help")
    assert result.exit_code == 0
    assert f"python -m skill {command}" in result.stdout
    assert "Exit codes: 0" in result.stdout


def test_explain_shows_how_the_words_were_understood() -> None:
    plain, explained = run("ask", "is jaundice a sign"), run("ask", "--explain", "is jaundice a sign")
    assert explained.stdout.endswith(plain.stdout)
    assert "jaundice" in explained.stdout.removesuffix(plain.stdout)
    (heard,) = objects(run("ask", "--json", "--explain", "is jaundice a sign"))
    assert list(heard) == [*KEYS, "explain"]


@pytest.mark.parametrize(
    ("locale", "number"), [("en-US", "911"), ("en-GB", "999"), ("en-AU", "000"), ("en-CA", "911"), ("en-IN", "112")]
)
def test_ask_speaks_for_the_locale(locale: str, number: str) -> None:
    assert number in run("ask", "--locale", locale, "i can't breathe").stdout


def test_a_screen_gets_a_document() -> None:
    (heard,) = objects(run("ask", "--json", "--screen", "liver"))
    assert heard["directives"] == ["Alexa.Presentation.APL.RenderDocument"]


# ------------------------------------------------------------------------------------------------ chat
def test_chat_is_one_session_that_begins_with_the_launch() -> None:
    heard = objects(run("chat", "--json", said="liver\nrepeat\nthanks\nlungs\n"))
    assert [turn["intent"] for turn in heard] == ["LaunchRequest", "SiteSymptomsIntent", "AMAZON.RepeatIntent", "ThanksIntent"]
    assert [turn["end_session"] for turn in heard] == [False, False, False, True], "what is said after the end is not heard"
    assert heard[1]["speech"] == heard[2]["speech"]


def test_chat_prints_one_turn_a_line() -> None:
    result = run("chat", said="liver\nstop\n")
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) == 3


# ------------------------------------------------------------------------------------------------ build and check
def test_build_check_compares_bytes(tmp_path: Path) -> None:
    out = str(tmp_path / "package")
    assert run("build", "--out", out, "--check").exit_code == 1
    built = run("build", "--out", out)
    assert (built.exit_code, "6 files, 6 changed" in built.stdout) == (0, True)
    assert run("build", "--out", out, "--check").exit_code == 0
    assert "6 files, 0 changed" in run("build", "--out", out).stdout
    with (tmp_path / "package/skill.json").open("ab") as file:
        file.write(b" ")
    result = run("build", "--out", out, "--check")
    assert result.exit_code == 1
    assert result.stderr == "package/skill.json: is stale; run: python -m skill build\n"


def test_check_finds_no_fault_and_shows_the_review() -> None:
    result = run("check")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "clinical review of the wording (en): pending" in result.stdout


@pytest.mark.parametrize(
    ("file", "old", "new", "faults"),
    [
        (
            "en/utterances.yaml",
            "  - the {site}\n",
            "  - the {place}\n  - the (\n",
            ["unknown slot 'place'", "a ')' is missing"],
        ),
        ("en/utterances.yaml", "BothIntent: [", "BothIntent: [help, ", ["BothIntent: 'help' goes to AMAZON.HelpIntent"]),
        ("en/utterances.yaml", "BothIntent: [", "BothIntent: [say 2, ", ["BothIntent: 'say 2' holds more than letters"]),
        (
            "en/questions.yaml",
            "- liver trouble",
            "- tell me about the liver",
            ["example question 'tell me about the liver' goes to Site"],
        ),
        (
            "locales.yaml",
            "invocation_name: breast cancer guide",
            "invocation_name: alexa guide",
            ["'alexa' is one of Alexa's wake"],
        ),
        ("en/prompts.yaml", "thanks:\n", "gratitude:\n", ["unknown key 'gratitude'", "missing key 'thanks'"]),
    ],
)
def test_check_names_every_fault(content_copy: Path, file: str, old: str, new: str, faults: list[str]) -> None:
    text = (content_copy / file).read_text(encoding="utf-8")
    assert old in text
    (content_copy / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    result = run("check", "--content", str(content_copy))
    assert result.exit_code == 1
    for fault in faults:
        assert fault in result.stderr
    assert all(": " in line for line in result.stderr.splitlines())


SEVENTH = """
id: kneecap_moon
label: Moonbone
name: the moonbone
area: moonbone
order: 7
source: invented for a test
synonyms: [moonbone mets]
symptoms:
  - {id: moon_glow, name: a soft glow, item: a soft glow, source: invented for a test, synonyms: [glowing softly]}
"""


def test_a_seventh_site_by_one_file_is_modelled_askable_and_listed(content_copy: Path, tmp_path: Path) -> None:
    (content_copy / "en/sites/kneecap_moon.yaml").write_text(SEVENTH, encoding="utf-8")
    folder = ("--content", str(content_copy))
    assert run("build", *folder, "--out", str(tmp_path / "package")).exit_code == 0
    assert '"id": "kneecap_moon"' in (tmp_path / "package/interactionModels/custom/en-GB.json").read_text(encoding="utf-8")
    heard = objects(
        run("ask", *folder, "--json", said="moonbone mets\nis glowing softly a sign\nwhere does it spread most often\n")
    )
    assert heard[0]["slots"]["site"]["ids"] == ["kneecap_moon"]
    assert "soft glow" in heard[0]["speech"]
    assert "moonbone" in heard[1]["speech"]
    assert "moonbone" in heard[2]["speech"]


# ------------------------------------------------------------------------------------------------ as it is run
def test_it_runs_from_any_folder(tmp_path: Path) -> None:
    environment = os.environ | {"PYTHONPATH": str(FOLDER.parent), "PYTHONWARNINGS": "error"}
    done = subprocess.run(
        [sys.executable, "-m", "skill", "ask", "liver"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (done.returncode, "Traceback" in done.stderr, "Warning" in done.stderr) == (0, False, False)
    assert done.stdout.endswith(f"{ADVICE}\n")


def test_the_json_is_all_that_a_turn_has() -> None:
    """Whoever adds to Heard decides whether `--json` shows it."""
    assert set(Heard.__dataclass_fields__) - {"said", "request", "response"} == set(KEYS) - {"question"}
