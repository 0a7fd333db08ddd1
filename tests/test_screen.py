"""What devices with a screen are sent. How it looks there is for test_screen_rendered."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest
from ask_sdk_core.serialize import DefaultSerializer

from skill.answer import Answer, Part
from skill.content import Content
from skill.screen import Ready
from skill.speech import card_text, ssml
from skill.understand import Query, Understanding
from skill.understand.query import Kind
from tests.conftest import Alexa
from tests.contrast import LEAST, contrast
from tests.screens import answers, screen_of

ROOT = Path(__file__).resolve().parents[1]
LARGEST = 24 * 1024  # bytes of a whole response, in the older and narrower of Amazon's texts
LOCALES = ("en-US", "en-GB", "en-AU", "en-CA", "en-IN")
RENDER = "Alexa.Presentation.APL.RenderDocument"


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    """Every object inside of `value`."""
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for inner in value:
            yield from nodes(inner)


def shown(content: Content, locale: str) -> Iterator[tuple[str, Answer, dict[str, Any]]]:
    """Every answer of a locale with the data that shows it."""
    screen = screen_of(content, locale)
    for name, answer in answers(content, locale).items():
        yield name, answer, screen.directive(answer)["datasources"]["screen"]


# who is sent what


def test_certification_c10_a_device_without_apl_is_sent_no_directive(alexa: Alexa) -> None:
    for turn in (lambda talk: talk.launch(), lambda talk: talk.touch("query", {"kind": "general"})):
        assert turn(alexa(screen=False)).directives == ()
        assert turn(alexa(screen=True)).directives == (RENDER,)


def test_every_kind_of_question_is_among_the_answers_that_are_tested(content: Content) -> None:
    wanted = set(get_args(Kind)) - {"navigation", "unknown"} | {"launch", "help", "miss", "list", "fault", "stop", "thanks"}
    assert wanted <= {answer.kind for answer in answers(content).values()}


@pytest.mark.parametrize("locale", LOCALES)
def test_a_response_keeps_within_the_limit(alexa: Alexa, content: Content, locale: str) -> None:
    talk = alexa(locale=locale, screen=True)
    for site in content.languages["en"].sites:
        talk.launch()
        heard = talk.touch("query", {"kind": "site", "sites": [site.id]})
        assert len(json.dumps(heard.response).encode()) < LARGEST
    for _, answer in answers(content, locale).items():
        directive = json.dumps(screen_of(content, locale).directive(answer))
        assert len(directive.encode()) + 4 * len(answer.text) < LARGEST  # spoken, on the card, kept in the session


def test_the_sdk_passes_the_document_on_without_copying_it(content: Content) -> None:
    directive = screen_of(content, "en-US").directive(answers(content)["launch"])
    assert DefaultSerializer().serialize([Ready.of(directive)])[0] is directive
    assert directive["document"] is content.screen.document


# the same words


@pytest.mark.parametrize("locale", LOCALES)
def test_accessibility_22_the_screen_has_the_words_that_are_heard(content: Content, locale: str) -> None:
    for name, answer, data in shown(content, locale):
        texts = [*(part["text"] for part in data["parts"]), data["question"], data["advice"]]
        on_screen = unescape(" ".join(text for text in texts if text))
        heard = unescape(re.sub(r"<[^>]+>", "", ssml(answer).replace("<break", " <break")))
        assert on_screen.split() == heard.split() == card_text(answer).split(), name


def test_special_characters_reach_the_screen_as_text(content: Content) -> None:
    odd = Answer("topic", "A & B", (Part("note", "Below <5 & <b>rising</b>."), Part("advice", "Call A & B.")))
    data = screen_of(content, "en-US").directive(odd)["datasources"]["screen"]
    assert data["title"] == "A &amp; B"
    assert data["parts"][0]["text"] == "Below &lt;5 &amp; &lt;b&gt;rising&lt;/b&gt;."
    assert data["advice"] == "Call A &amp; B."


def test_the_document_holds_no_word_of_its_own(content: Content) -> None:
    for node in filter(lambda node: "type" in node, nodes(content.screen.document)):
        for key in {"text", "words", "title", "accessibilityLabel"} & node.keys():
            assert re.fullmatch(r"\$\{[\w.]+\}", node[key]), node[key]


# what can be touched


def test_accessibility_23_everything_touchable_has_a_label_and_a_role(content: Content) -> None:
    touchable = [node for node in nodes(content.screen.document) if "onPress" in node or node.get("type") == "TouchWrapper"]
    assert touchable
    for node in touchable:
        assert node["accessibilityLabel"] == "${data.label}"
        assert node["role"] == "button"
        assert [(press["type"], press["arguments"][-1]) for press in node["onPress"]] == [("SendEvent", "${data.query}")]


@pytest.mark.parametrize("locale", LOCALES)
def test_accessibility_21_whatever_can_be_touched_can_be_said(content: Content, locale: str) -> None:
    understanding = Understanding(content.languages[content.locales[locale].language])
    chips = {chip["label"]: chip["query"] for _, _, data in shown(content, locale) for chip in data["chips"]}
    assert len(chips) > len(content.languages["en"].sites)
    for label, query in chips.items():
        assert understanding.read(label) == msgspec.convert(query, Query), label


@pytest.mark.parametrize("locale", LOCALES)
def test_accessibility_21_an_open_session_can_be_led_by_touch(content: Content, locale: str) -> None:
    for name, answer, data in shown(content, locale):
        assert bool(data["chips"]) == bool(answer.again), name
        queries = [tuple(sorted(map(str, chip["query"].items()))) for chip in data["chips"]]
        assert len(set(queries)) == len(queries), name


def test_what_the_question_offers_is_what_can_be_touched_first(content: Content) -> None:
    data = {name: data for name, _, data in shown(content, "en-US")}
    sites = [site.label for site in content.languages["en"].sites]

    def labels(name: str) -> list[str]:
        return [chip["label"] for chip in data[name]["chips"]]

    assert labels("choose")[:3] == [*sites[:2], "Both"]
    assert labels("yes")[:3] == sites[1:4]
    assert labels("one_at_a_time")[0] == "Next"
    assert labels("launch")[: len(sites)] == sites
    first = content.languages["en"].sites[0]
    assert first.label not in labels(f"{first.id}_open")


def test_a_touch_is_answered_like_the_same_words(alexa: Alexa) -> None:
    touched, said = alexa(screen=True), alexa(screen=True)
    opened = touched.launch()
    said.launch()
    for chip in opened.response["response"]["directives"][0]["datasources"]["screen"]["chips"][:3]:
        assert touched.touch("query", chip["query"]).speech == said.say(chip["label"].lower()).speech


# the document


def test_the_document_is_old_enough_for_every_device_and_fetches_nothing(content: Content) -> None:
    document = content.screen.document
    assert document["type"] == "APL"
    assert tuple(map(int, document["version"].split("."))) <= (1, 4)
    assert "import" not in document
    assert "//" not in json.dumps([document, msgspec.to_builtins(content.screen.palettes)])


def test_accessibility_23_nothing_moves_or_flashes(content: Content) -> None:
    timed = {"onMount", "handleTick", "onCursorEnter", "onScroll", "animation", "delay", "repeatCount"}
    commands = {"AnimateItem", "AutoPage", "PlayMedia", "SetValue", "Sequential", "Scroll", "Idle"}
    for node in nodes(content.screen.document):
        assert not timed & node.keys()
        assert node.get("type") not in commands


def test_every_text_names_its_font_and_grows_with_the_viewport(content: Content) -> None:
    document = content.screen.document
    texts = [node for node in nodes(document) if node.get("type") == "Text"]
    assert texts
    for node in texts:
        assert node["fontFamily"] == "@font"
        assert node["fontSize"] == "${textSize}"
    sizes = {name: size for node in document["resources"] for name, size in node.get("dimensions", {}).items()}
    given = [node["textSize"] for node in nodes(document) if "textSize" in node]
    assert {name for text in given for name in re.findall(r"@(\w+)", text)} <= sizes.keys()
    assert all("@scale" in size or size.startswith("@") for size in sizes.values())


def test_accessibility_23_text_stands_out_from_its_ground(content: Content) -> None:
    pairs = set(inks_on_grounds(content.screen.document))
    assert len(pairs) > 4
    for look, palette in msgspec.structs.asdict(content.screen.palettes).items():
        for ink, ground in pairs:
            found = contrast(getattr(palette, ink), getattr(palette, ground))
            assert found >= LEAST, f"{look}: {ink} on {ground} is {found:.2f}"


def inks_on_grounds(document: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """(ink, ground): the colours of every text, and that of the frame behind it, by their names in the palette."""
    layouts = document["layouts"]

    def walk(node: Any, ground: str) -> Iterator[tuple[str, str]]:
        if isinstance(node, list):
            for inner in node:
                yield from walk(inner, ground)
        elif isinstance(node, dict):
            ground = "".join(re.findall(r"look\.(\w+)", node.get("backgroundColor", ""))) or ground
            if node.get("type") == "Words":
                yield from ((ink, ground) for ink in re.findall(r"look\.(\w+_ink|ink|warn)", node["ink"]))
            elif node.get("type") in layouts:
                yield from walk(layouts[node["type"]]["item"], ground)
            yield from walk([node[key] for key in ("item", "items", "firstItem") if key in node], ground)

    yield from walk(document["mainTemplate"], "")


def test_an_emergency_differs_by_more_than_its_colour(content: Content) -> None:
    plain, *urgent = msgspec.structs.astuple(content.screen.palettes)
    graphics = content.screen.document["graphics"]
    assert not plain.sign
    for look in urgent:
        assert look.sign in graphics
        assert look.size > plain.size
        assert look.band != look.paper
    for name, answer, data in shown(content, "en-US"):
        assert bool(data["look"]["sign"]) == answer.urgent, name


def test_amazons_linter_has_nothing_to_say(content: Content) -> None:
    if not (ROOT / "node_modules" / "apl-suggester").is_dir() or not shutil.which("node"):
        pytest.skip("node or apl-suggester is not installed (npm ci)")
    document = json.dumps(content.screen.document)
    lint = ["node", str(ROOT / "tests" / "viewhost" / "lint.js")]
    found = subprocess.run(lint, input=document, capture_output=True, text=True, check=True, timeout=60)
    assert json.loads(found.stdout) == []
