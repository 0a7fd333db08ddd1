"""The way in from AWS Lambda: the handler, the folder that is deployed under Amazon's own runtime, and the template."""

import io
import json
import os
import random
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from skill.app import build_custom_skill
from skill.content import Content
from skill.entry import lambda_handler
from skill.envelope import NOTHING
from tests.bench import hello
from tests.envelopes import SKILL_ID, envelope, intent
from tests.logs import written
from tests.mutations import faults
from tests.runtime_api import Lambda

REPOSITORY = Path(__file__).resolve().parents[1]
EVENTS = sorted((Path(__file__).parent / "fixtures" / "events").glob("*.json"))
AWS_SKILL_ID = "amzn1.ask.skill.987654321"  # in AWS's own sample events
LARGEST = 6_500_000  # bytes of the zip
TEMPLATE = REPOSITORY / "template.yaml"


# --- the handler


@pytest.mark.parametrize(
    ("event", "skill_id", "reason"),
    [
        (envelope(), None, "no skill id is configured, so nothing is answered"),
        (envelope(), "", "no skill id is configured, so nothing is answered"),
        (envelope(skill_id=""), "", "no skill id is configured, so nothing is answered"),
        (envelope(skill_id="amzn1.ask.skill.another"), SKILL_ID, "the request is for another skill"),
        (envelope() | {"session": {"application": {"applicationId": "another"}}}, SKILL_ID, "the request is for another skill"),
        ({}, SKILL_ID, "it is no request envelope"),
        (None, SKILL_ID, "it is no request envelope"),
        ([], SKILL_ID, "it is no request envelope"),
        ("my liver hurts", SKILL_ID, "it is no request envelope"),
        (envelope() | {"request": None}, SKILL_ID, "it is no request envelope"),
        (envelope() | {"context": {"my liver": "hurts"}}, SKILL_ID, "it is no request envelope"),
        (envelope({"type": "IntentRequest"}), SKILL_ID, "an IntentRequest without an intent"),
        (envelope({"type": "My.Liver.Hurts"}), SKILL_ID, "the SDK cannot read the request envelope"),
        (envelope() | {"request": envelope()["request"] | {"timestamp": "my liver hurts"}}, SKILL_ID,
         "the SDK cannot read the request envelope"),
    ],
)  # fmt: skip
def test_it_refuses(event: Any, skill_id: str | None, reason: str) -> None:
    """A valid envelope that says nothing, and the reason in the log."""
    with written() as log:
        assert lambda_handler(hello.skill(), skill_id)(event, None) == NOTHING
    assert [line["outcome"] for line in log.lines()] == [f"refused: {reason}"]
    assert "hurts" not in log.getvalue()


def test_it_answers_its_own_skill() -> None:
    with written() as log:
        response = lambda_handler(hello.skill(), SKILL_ID)(envelope(), None)
    assert response["response"]["outputSpeech"]["ssml"] == f"<speak>{hello.SPEECH}</speak>"
    assert [line["outcome"] for line in log.lines()] == ["answered"]


def test_a_fault_says_and_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    skill = hello.skill()

    def broken(**_: object) -> None:
        raise KeyError("my liver hurts")

    monkeypatch.setattr(skill, "invoke", broken)
    with written() as log:
        assert lambda_handler(skill, SKILL_ID)(envelope(), None) == NOTHING
    assert re.fullmatch(r"fault: KeyError at \w+\.py:\d+", log.lines()[0]["outcome"])
    assert "liver" not in log.getvalue()


# --- the folder that is deployed, built for this machine


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lambda") / "task"
    _package("--host", "--into", str(folder))
    return folder


@pytest.fixture(scope="module")
def running(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lambda]:
    with Lambda(built, tmp_path_factory.mktemp("running"), SKILL_ID=SKILL_ID) as environment:
        yield environment


def test_it_answers_amazons_own_sample_events(built: Path, tmp_path: Path) -> None:
    assert len(EVENTS) == 6
    with Lambda(built, tmp_path, SKILL_ID=AWS_SKILL_ID) as environment:
        for path in EVENTS:
            event = json.loads(path.read_text())
            response = environment.invoke(event)
            assert faults(response) == [], path.name
            assert ("outputSpeech" in response["response"]) == (event["request"]["type"] != "SessionEndedRequest"), path.name
    assert {json.loads(line)["outcome"] for line in environment.log.read_text().splitlines()} == {"answered"}


def test_the_build_answers_as_the_checkout_does(running: Lambda, content: Content) -> None:
    """Nothing is lost on the way from YAML to what is deployed."""
    skill = lambda_handler(build_custom_skill(content, SKILL_ID), SKILL_ID)
    for question in _questions(content)[:150]:
        event = envelope(intent("QuestionIntent", question=question))
        assert _heard(running.invoke(event)) == _heard(skill(event, None)), question


@pytest.mark.parametrize("skill_id", [None, "", "amzn1.ask.skill.another"])
def test_the_build_refuses_cleanly(built: Path, tmp_path: Path, skill_id: str | None) -> None:
    with Lambda(built, tmp_path, **({} if skill_id is None else {"SKILL_ID": skill_id})) as environment:
        assert environment.invoke(envelope()) == NOTHING
    log = environment.log.read_text()
    assert "refused: " in log
    assert "Traceback" not in log and "File" not in log


def test_nothing_that_was_said_is_written(built: Path, tmp_path: Path, content: Content) -> None:
    """Over many questions, in every slot, in attributes, and where the SDK stumbles over them."""
    questions = _questions(content)
    with Lambda(built, tmp_path, SKILL_ID=SKILL_ID, AWS_LAMBDA_LOG_FORMAT="JSON") as environment:
        for question in questions:
            for event in (
                envelope(intent("QuestionIntent", question=question)),
                envelope(intent("SymptomsIntent", site=question), new=False, attributes={"state": question}),
                envelope(intent(question)),
                envelope({"type": question, "timestamp": question, "locale": question}),
            ):
                assert faults(environment.invoke(event)) == []
    log = environment.log.read_text()
    lines = [json.loads(line) for line in log.splitlines()]
    assert len(lines) == 4 * len(questions)
    assert {tuple(line) for line in lines} == {("time", "type", "intent", "locale", "kind", "ms", "outcome")}
    assert {line["intent"] for line in lines} <= {"QuestionIntent", "SymptomsIntent", "?", ""}
    assert not [word for word in ("THEUSER", "THESESSION", "THEDEVICE", "THEREQUEST", "THETOKEN", "Traceback") if word in log]
    assert not [question for question in questions if " " in question and question.lower() in log.lower()]


def test_the_build_holds_what_it_needs_and_no_more(built: Path) -> None:
    tops = {path.name for path in built.iterdir() if not path.name.endswith(".dist-info")} - {"__pycache__"}
    assert tops == {"ask_sdk_core", "ask_sdk_model", "ask_sdk_runtime", "dateutil", "msgspec", "six.py", "skill"}
    ours = {str(path.relative_to(built)) for path in (built / "skill").rglob("*.py")}
    assert {"skill/lambda_function.py", "skill/app.py"} <= ours
    assert not [name for name in ours if re.search(r"web|server|verification|simulator|cli|interaction_model|__main__", name)]
    assert not list(built.rglob("*.yaml"))


def test_the_build_has_bytecode_that_is_taken_as_it_is(built: Path) -> None:
    """For every module, and with the flag by which Python checks neither date nor content of the source (PEP 552)."""
    for source in built.rglob("*.py"):
        cached = source.parent / "__pycache__" / f"{source.stem}.{sys.implementation.cache_tag}.pyc"
        assert cached.read_bytes()[4:8] == (1).to_bytes(4, "little"), source


def test_the_start_imports_nothing_slow(built: Path) -> None:
    """Modules that cost milliseconds of a cold start, and that a function without a network has no use for."""
    script = "import sys, skill.lambda_function; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-S", "-c", script], cwd=built, capture_output=True, text=True, check=True)
    assert not {"urllib.request", "http.client", "ssl", "hashlib", "xml.sax", "email", "yaml"} & set(done.stdout.split())


def test_the_deployable_zip(tmp_path: Path) -> None:
    """For Lambda's processor and Python, small enough, and the same bytes from the same checkout."""
    archives = []
    for number in (1, 2):
        done = _package("--into", str(tmp_path / str(number)), check=False)
        if "is not installed here" in done.stderr:
            pytest.skip(done.stderr.strip())
        assert done.returncode == 0, done.stderr
        archives.append(_packed(tmp_path / str(number)))
    assert archives[0] == archives[1]
    assert len(archives[0]) <= LARGEST
    with zipfile.ZipFile(io.BytesIO(archives[0])) as archive:
        names = archive.namelist()
        libraries = [name for name in names if name.endswith(".so")]
        assert libraries and all("cpython-313-aarch64" in name for name in libraries)
        assert archive.read(libraries[0])[18:20] == (183).to_bytes(2, "little")  # ELF: AArch64
        assert all(name.endswith(".cpython-313.pyc") for name in names if name.endswith(".pyc"))
        assert str(REPOSITORY).encode() not in archive.read("skill/__pycache__/app.cpython-313.pyc")


def _packed(folder: Path) -> bytes:
    sys.path.insert(0, str(REPOSITORY / "tools"))
    try:
        import package
    finally:
        sys.path.pop(0)
    archive = folder.with_suffix(".zip")
    package.pack(folder, archive)
    return archive.read_bytes()


def _package(*options: str, check: bool = True) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "tools/package.py", *options]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True)
    assert not check or done.returncode == 0, done.stderr
    return done


def _questions(content: Content) -> list[str]:
    """Some of the example questions of the content, the same every time."""
    texts = sorted({text for texts in content.languages["en"].examples.values() for text in texts})
    return random.Random(5).sample(texts, min(200, len(texts)))


def _heard(response: dict[str, Any]) -> dict[str, Any]:
    """The response as it goes over the wire, without the version of Python."""
    response = json.loads(json.dumps(response))
    response.pop("userAgent")
    return response


# --- the template


class _Loader(yaml.SafeLoader):
    """YAML with CloudFormation's short functions, each kept as {name: argument}."""


def _function(loader: yaml.SafeLoader, suffix: str, node: yaml.Node) -> dict[str, Any]:
    if isinstance(node, yaml.ScalarNode):
        return {suffix: loader.construct_scalar(node)}
    if isinstance(node, yaml.SequenceNode):
        return {suffix: loader.construct_sequence(node, deep=True)}
    return {suffix: loader.construct_mapping(node, deep=True)}


_Loader.add_multi_constructor("!", _function)


@pytest.fixture(scope="module")
def template() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.load(TEMPLATE.read_text(), _Loader)  # noqa: S506
    return loaded


def test_the_function_is_what_the_build_makes(template: dict[str, Any]) -> None:
    """What SAM's lint does not catch: a misspelt event type, a runtime that does not exist."""
    function = template["Resources"]["SkillFunction"]
    properties = function["Properties"]
    assert function["Type"] == "AWS::Serverless::Function"
    assert function["Metadata"]["BuildMethod"] == "makefile"
    assert properties["Runtime"] == "python3.13"
    assert properties["Architectures"] == ["arm64"]
    assert properties["Handler"] == "skill.lambda_function.handler"
    assert properties["Environment"]["Variables"] == {"SKILL_ID": {"Ref": "SkillId"}}
    assert properties["Timeout"] < 8  # seconds: Alexa waits no longer


def test_only_this_skill_may_call_the_function(template: dict[str, Any]) -> None:
    events = template["Resources"]["SkillFunction"]["Properties"]["Events"]
    assert list(events.values()) == [{"Type": "AlexaSkill", "Properties": {"SkillId": {"Ref": "SkillId"}}}]
    pattern = template["Parameters"]["SkillId"]["AllowedPattern"]
    assert re.fullmatch(pattern, SKILL_ID)
    assert not re.fullmatch(pattern, "*")
    assert "Default" not in template["Parameters"]["SkillId"]


def test_the_function_may_write_its_log_and_nothing_else(template: dict[str, Any]) -> None:
    role = template["Resources"]["SkillRole"]["Properties"]
    assert "ManagedPolicyArns" not in role
    statements = [one for policy in role["Policies"] for one in policy["PolicyDocument"]["Statement"]]
    assert [one["Action"] for one in statements] == [["logs:CreateLogStream", "logs:PutLogEvents"]]
    assert all("*" not in str(one["Resource"]).removesuffix(":*'}") for one in statements)


def test_logs_end_and_faults_are_noticed(template: dict[str, Any]) -> None:
    resources = template["Resources"]
    assert resources["SkillLog"]["Properties"]["RetentionInDays"] == {"Ref": "LogDays"}
    assert resources["SkillFunction"]["Properties"]["LoggingConfig"]["LogFormat"] == "JSON"
    alarms = [one["Properties"] for one in resources.values() if one["Type"] == "AWS::CloudWatch::Alarm"]
    watched = {(one.get("MetricName"), one.get("ExtendedStatistic") or one.get("Statistic")) for one in alarms}
    assert watched == {("Errors", "Sum"), ("Duration", "p99"), ("Faults", "Sum")}
    outcome = resources["FaultFilter"]["Properties"]["FilterPattern"]
    assert "$.outcome" in outcome and "fault" in outcome and "refused" in outcome


def test_the_dashboard_is_json_and_the_outputs_name_the_function(template: dict[str, Any]) -> None:
    body = template["Resources"]["Dashboard"]["Properties"]["DashboardBody"]["Sub"]
    assert json.loads(re.sub(r"\$\{[\w:.]+\}", "x", body))["widgets"]
    assert {"GetAtt": "SkillFunction.Arn"} in [output["Value"] for output in template["Outputs"].values()]


def _sam() -> str:
    found = shutil.which("sam") or shutil.which("sam", path=str(REPOSITORY / ".venv-aws" / "bin"))
    if not found:
        pytest.skip("SAM's own tool is not installed here (make sam)")
    return found


def test_sam_finds_no_fault_in_the_template() -> None:
    done = subprocess.run(
        [_sam(), "validate", "--lint", "--region", "us-east-1"],
        cwd=REPOSITORY, capture_output=True, text=True, env={**os.environ, "SAM_CLI_TELEMETRY": "0"},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
