"""A new site is one YAML file: with it alone the site can be asked for, is in the interaction model, and is listed."""

import shutil
from pathlib import Path

import pytest

from skill.app import create_skill
from skill.content import Content
from skill.content.load import FOLDER, load
from skill.content.validate import validate
from skill.interaction_model import model_document
from skill.interaction_model.faults import content_faults
from skill.simulator import Conversation, Nlu

SPLORT = """\
id: splort
label: Splort
name: the splort
area: splort
order: 7
source: symptoms of splort metastasis
synonyms: [splort mets, upper splort]
symptoms:
  - id: glimmer
    name: glimmering toenails
    item: toenails that glimmer at noon
    source: symptoms of splort metastasis, glimmer
    synonyms: [glimmering toenails, glimmering]
  - id: zonk
    name: a zonking sound
    item: a zonking sound in the splort
    source: symptoms of splort metastasis, zonk
    synonyms: [zonking sound]
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the content with a seventh site's file."""
    copy = Path(shutil.copytree(FOLDER, tmp_path_factory.mktemp("seventh") / "content"))
    (copy / "en" / "sites" / "splort.yaml").write_text(SPLORT, encoding="utf-8")
    return copy


@pytest.fixture(scope="module")
def seventh(folder: Path) -> Content:
    return load(folder)


@pytest.fixture(scope="module")
def alexa(seventh: Content) -> Conversation:
    skill = create_skill(seventh)
    return Conversation(lambda request: skill(request, None), Nlu(model_document(seventh, "en-US")))


def test_it_is_valid(folder: Path, seventh: Content) -> None:
    assert not [fault for fault in [*validate(seventh, folder), *content_faults(seventh)] if "splort" in fault]


@pytest.mark.parametrize(
    "question",
    ["what are symptoms of splort metastasis", "splort", "my mum's cancer has gone to her splort what should she look for"],
)
def test_it_can_be_asked_for(question: str, alexa: Conversation) -> None:
    heard = alexa.say(question).speech
    assert "in the splort: Toenails that glimmer at noon. A zonking sound in the splort." in heard
    assert heard.endswith("please contact your physician's office.")


def test_its_symptom_can_be_asked_backwards(alexa: Conversation) -> None:
    assert "can be a sign of breast cancer in the splort" in alexa.say("is a zonking sound a sign").speech


def test_it_is_in_the_model(seventh: Content) -> None:
    types = model_document(seventh, "en-GB")["interactionModel"]["languageModel"]["types"]
    values = {value.get("id"): value["name"] for kind in types for value in kind["values"]}
    assert values["splort"]["value"] == "splort"
    assert "upper splort" in values["splort"]["synonyms"]
    assert "glimmer" in values


def test_it_is_listed(alexa: Conversation) -> None:
    assert "splort" in alexa.say("where does breast cancer spread").speech


def test_without_the_file_it_is_unknown(content: Content) -> None:
    ids = {site.id for site in content.languages["en"].sites}
    assert "splort" not in ids
