"""How answers look: rendered with Amazon's own viewhost, in headless Chromium, for devices of every shape and size.

`UPDATE_SCREENS=1 pytest tests/test_screen_rendered.py` also puts the pictures into docs/screens/.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from skill.answer import Answer
from skill.content import Content
from tests.contrast import LEAST, contrast
from tests.screens import answers, screen_of
from tests.viewhost.stage import VIEWPORTS, Stage, missing, stage

PICTURES = Path(__file__).resolve().parents[1] / "docs" / "screens"
PICTURED = (
    "launch", "liver", "liver_open", "lungs", "two_sites", "general", "symptom", "symptom_now", "seldom", "unlisted_place",
    "topic_definition", "emergency", "crisis", "outside_medical", "outside_diagnosis", "outside", "choose", "yes", "help",
    "one_at_a_time", "miss_first", "thanks",
)  # fmt: skip
OF_EVERY_SIZE = ("launch", "liver_open", "emergency", "crisis")  # the others are pictured small: the folder stays light
SMALLEST = {"round": 20, "hub": 23, "large": 32, "upright": 40, "tv": 46}  # pixels: what of text is smallest, seen from afar

pytestmark = pytest.mark.skipif(bool(missing()), reason=f"no screen can be rendered here: {missing()}")


@pytest.fixture(scope="module")
def device() -> Iterator[Stage]:
    """A device that can take on every viewport."""
    with stage() as opened:
        yield opened


@pytest.fixture(params=tuple(VIEWPORTS))
def viewport(request: pytest.FixtureRequest) -> str:
    """The name of a viewport."""
    return str(request.param)


def words(texts: list[str]) -> list[str]:
    return " ".join(texts).split()


def within(line: dict[str, float], viewport: dict[str, Any]) -> bool:
    """Whether a line of text lies on the screen, all of it: on a round one, within the circle."""
    width, height = viewport["width"], viewport["height"]
    if viewport["shape"] == "ROUND":
        corners = [(x, y) for x in (line["left"], line["right"]) for y in (line["top"], line["bottom"])]
        return all((x - width / 2) ** 2 + (y - height / 2) ** 2 <= (width / 2) ** 2 for x, y in corners)
    return line["left"] >= 0 and line["right"] <= width and line["top"] >= 0 and line["bottom"] <= height


def seen(texts: list[dict[str, Any]], viewport: dict[str, Any]) -> list[str]:
    """The words of the texts that are really on the screen, neither cut off nor covered."""
    whole = [text for text in texts if not text["clipped"] and all(within(line, viewport) for line in text["lines"])]
    return words([text["text"] for text in whole])


def holds(row: list[str], wanted: list[str]) -> bool:
    """Whether `wanted` stands in `row`, one word after the other."""
    return any(row[at : at + len(wanted)] == wanted for at in range(len(row) - len(wanted) + 1))


def hexed(color: str) -> str:
    """ "rgb(1, 2, 3)" as "#010203"."""
    return "#" + "".join(f"{int(part):02X}" for part in color.removeprefix("rgb(").removesuffix(")").split(","))


@pytest.mark.parametrize(
    ("viewport", "locale"), [*((name, "en-US") for name in VIEWPORTS), ("round", "en-GB"), ("hub", "en-GB")]
)
def test_every_answer_is_shown_whole_and_without_complaint(device: Stage, content: Content, viewport: str, locale: str) -> None:
    screen, port = screen_of(content, locale), VIEWPORTS[viewport]
    for name, answer in answers(content, locale).items():
        directive = screen.directive(answer)
        device.show(directive, port)
        texts = device.scene()
        assert device.complaints == [], name
        check_words(name, answer, directive["datasources"]["screen"]["chips"], texts)
        check_advice(name, answer, texts, port)
        check_legible(name, texts, SMALLEST[viewport])


def check_words(name: str, answer: Answer, chips: list[Any], texts: list[dict[str, Any]]) -> None:
    """All words of the answer are there, its title, and what can be touched, and nothing else."""
    rendered = sorted(words([text["text"] for text in texts]))
    assert rendered == sorted(words([answer.title, answer.text, *(chip["label"] for chip in chips)])), name


def check_advice(name: str, answer: Answer, texts: list[dict[str, Any]], port: dict[str, Any]) -> None:
    """The advice is in sight, whatever has to be scrolled; so is all of an emergency."""
    visible = seen(texts, port)
    assert holds(visible, words([answer.title])), name
    for part in answer.parts:
        if part.role == "advice" or answer.kind == "emergency":
            assert holds(visible, words([part.text])), f"{name}: {part.text} in {visible}"


def check_legible(name: str, texts: list[dict[str, Any]], smallest: float) -> None:
    """The colours that were drawn stand out, and nothing is small."""
    for text in texts:
        assert contrast(hexed(text["color"]), hexed(text["ground"])) >= LEAST, f"{name}: {text['text']}"
        assert text["size"] >= smallest, f"{name}: {text['text']}"


def test_an_emergency_bears_a_sign_and_larger_words(device: Stage, content: Content, viewport: str) -> None:
    screen, found, port = screen_of(content, "en-US"), answers(content), VIEWPORTS[viewport]
    device.show(screen.directive(found["liver"]), port)
    plain = max(text["weight"] for text in device.scene() if text["text"].startswith("Here"))
    assert device.drawings() == []
    device.show(screen.directive(found["emergency"]), port)
    (sign,) = device.drawings()
    assert within(sign, port)
    assert sign["width"] >= min(port["width"], port["height"]) / 20
    urgent = next(text["weight"] for text in device.scene() if text["text"].startswith("Please"))
    assert int(urgent) > int(plain)


def test_what_is_touched_sends_its_query(device: Stage, content: Content, viewport: str) -> None:
    directive = screen_of(content, "en-US").directive(answers(content)["choose"])
    device.show(directive, VIEWPORTS[viewport])
    for chip in directive["datasources"]["screen"]["chips"][:2]:
        assert device.touch(chip["label"]) == ["query", chip["query"]]


def test_special_characters_are_shown_as_they_are(device: Stage, content: Content) -> None:
    odd = Answer("topic", "A & B", answers(content)["thanks"].parts[:0])
    device.show(screen_of(content, "en-US").directive(odd), VIEWPORTS["hub"])
    assert [text["text"] for text in device.scene()] == ["A & B"]
    assert device.complaints == []


def test_the_stage_hears_a_complaint_and_stops_a_request_to_elsewhere(device: Stage) -> None:
    picture = {"type": "Image", "source": "https://example.org/a.png", "width": 100, "height": 100}
    for item in ({"type": "Nothing"}, picture):
        document = {"type": "APL", "version": "1.4", "mainTemplate": {"parameters": ["payload"], "items": [item]}}
        device.show({"document": document, "datasources": {}}, VIEWPORTS["hub"])
    heard = " ".join(device.complaints)
    device.complaints.clear()
    assert "Nothing" in heard
    assert "request to elsewhere: https://example.org/a.png" in heard


@pytest.mark.skipif(
    os.environ.get("UPDATE_SCREENS") != "1", reason="pictures are made only where UPDATE_SCREENS=1 asks for them"
)
def test_pictures_for_the_docs(device: Stage, content: Content, viewport: str) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    screen, found = screen_of(content, "en-US"), answers(content)
    for name in PICTURED if viewport in ("round", "hub") else OF_EVERY_SIZE:
        device.show(screen.directive(found[name]), VIEWPORTS[viewport])
        device.picture(PICTURES / f"{name}-{viewport}.png")
