"""The simulator's page: its server, and the page itself in a real browser, which may reach nothing but this machine.

`UPDATE_SCREENS=1 pytest tests/test_desk.py` also puts a picture of it into docs/.
"""

import http.client
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from skill.cache import tables
from skill.cli import main
from skill.content import Content
from skill.desk import Desk, DeskServer
from skill.voice import available
from tests.conftest import Alexa
from tests.pages import Browser, chosen, chromium, say, serving, watched

ROOT = Path(__file__).resolve().parents[1]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
PICTURE = ROOT / "docs" / "simulator.png"
LIVER = "what are symptoms of liver metastasis"
PAGES = ("", "review")


@pytest.fixture(scope="module")
def desk(content: Content) -> Desk:
    return Desk(content, tables(content))


@pytest.fixture(scope="module")
def server(desk: Desk) -> Iterator[DeskServer]:
    with serving(desk) as running:
        yield running


def ask(
    server: DeskServer, path: str, body: Any = None, method: str = "", headers: dict[str, str] | None = None
) -> tuple[int, Any, dict[str, str]]:
    """(status, JSON or bytes, headers) of one request."""
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=20)
    sent = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
    connection.request(method or ("POST" if body is not None else "GET"), path, sent, headers or {})
    response = connection.getresponse()
    content = response.read()
    found = dict(response.getheaders())
    connection.close()
    return response.status, json.loads(content) if found["Content-Type"] == "application/json" else content, found


def begun(server: DeskServer, **asked: Any) -> str:
    return str(ask(server, "/api/conversations", asked)[1]["conversation"])


# ------------------------------------------------------------------------------------------------ the server


def test_a_turn_is_what_the_simulator_hears(server: DeskServer, alexa: Alexa) -> None:
    key, talk = begun(server, locale="en-GB", device="show"), alexa(locale="en-GB", screen=True)
    for what, heard in (
        ({"do": "launch"}, talk.launch()),
        ({"do": "say", "text": LIVER}, talk.say(LIVER)),
        (
            {"do": "touch", "arguments": ["query", {"kind": "navigation", "name": "slower"}]},
            talk.touch("query", {"kind": "navigation", "name": "slower"}),
        ),
        ({"do": "end"}, talk.end()),
    ):
        status, turn, _ = ask(server, "/api/turns", {"conversation": key, **what})
        assert status == 200
        assert (turn["ssml"], turn["slots"], turn["reprompt"]) == (heard.ssml, heard.slots, heard.reprompt)
        assert turn["response"] == json.loads(json.dumps(heard.response))
        assert turn["open"] is not heard.end_session


def test_a_one_shot_question_begins_a_session_of_its_own(server: DeskServer) -> None:
    key = begun(server)
    ask(server, "/api/turns", {"conversation": key, "do": "launch"})
    within = ask(server, "/api/turns", {"conversation": key, "do": "say", "text": LIVER})[1]
    alone = ask(server, "/api/turns", {"conversation": key, "do": "say", "text": LIVER, "one_shot": True})[1]
    assert (within["request"]["session"]["new"], within["open"]) == (False, True)
    assert (alone["request"]["session"]["new"], alone["open"]) == (True, False)
    assert any(line.startswith("chosen") for line in alone["explain"])


@pytest.mark.parametrize(("device", "shape"), [("none", None), ("round", "ROUND"), ("show", "RECTANGLE"), ("tv", "RECTANGLE")])
def test_the_device_is_told_to_the_skill(server: DeskServer, device: str, shape: str | None) -> None:
    turn = ask(server, "/api/turns", {"conversation": begun(server, device=device), "do": "launch"})[1]
    assert turn["request"]["context"].get("Viewport", {}).get("shape") == shape
    assert bool(turn["directives"]) is (shape is not None)


@pytest.mark.parametrize(
    ("path", "body", "headers", "status"),
    [
        ("/api/conversations", {"locale": "xx-XX"}, {}, 404),
        ("/api/conversations", {"device": "toaster"}, {}, 404),
        ("/api/conversations", b"[]", {}, 400),
        ("/api/conversations", b"{", {}, 400),
        ("/api/conversations", {}, {"Origin": "https://example.org"}, 403),
        ("/api/conversations", {}, {"Host": "example.org"}, 403),
        ("/api/conversations", {}, {"Content-Length": "99999999"}, 413),
        ("/api/turns", {"conversation": "none"}, {}, 404),
        ("/api/nothing", {}, {}, 404),
        ("/static/../server.py", None, {}, 404),
        ("/static//etc/hostname", None, {}, 404),
        ("/static/../../../tests/viewhost/stage.js", None, {}, 404),
        (f"/static/{ROOT}/tests/viewhost/stage.js", None, {}, 404),
        ("/static/%00", None, {}, 404),
        ("/api/review?locale=xx-XX", None, {}, 404),
    ],
)
def test_what_is_refused(server: DeskServer, path: str, body: Any, headers: dict[str, str], status: int) -> None:
    found, said, _ = ask(server, path, body, headers=headers)
    assert found == status
    assert said["error"]


def test_a_turn_of_no_kind_is_refused(server: DeskServer) -> None:
    assert ask(server, "/api/turns", {"conversation": begun(server), "do": "dance"})[0] == 400


def test_old_conversations_are_forgotten(server: DeskServer) -> None:
    first = begun(server)
    for _ in range(32):
        begun(server)
    assert ask(server, "/api/turns", {"conversation": first, "do": "launch"})[0] == 404


def test_without_a_voice_it_says_what_to_install(server: DeskServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("skill.voice.packages.find_spec", lambda name: None)
    assert ask(server, "/api/desk")[1]["voice"] is False
    for status, said, _ in (ask(server, "/api/hear", b"RIFF"), ask(server, "/api/speak", {"ssml": "a"})):
        assert status == 501
        assert "VOICE=1" in said["error"]


@pytest.mark.parametrize("locale", ["en-US", "en-GB"])
def test_the_review_holds_every_answer_as_it_is_spoken(server: DeskServer, content: Content, alexa: Alexa, locale: str) -> None:
    language = content.languages["en"]
    review = ask(server, f"/api/review?locale={locale}")[1]
    entries = {(entry["group"], entry["id"]): entry for entry in review["entries"]}
    symptoms = [symptom for part in (*language.sites, language.general) for symptom in part.symptoms]
    assert review["clinical_review"] == language.clinical_review
    for group, things in (("site", language.sites), ("symptom", symptoms), ("topic", language.topics)):
        for thing in things:
            assert entries[group, thing.id]["source"] == thing.source
    for site in language.sites:
        heard = alexa(locale=locale).intend("SiteSymptomsIntent", {"site": site.area}).speech
        assert all(part["text"] in heard for part in entries["site", site.id]["parts"])
    assert all(entry["grade"] <= 6 for entry in entries.values() if entry["group"] != "other")


def test_the_command_says_what_is_wrong(server: DeskServer) -> None:
    taken = CliRunner().invoke(main, ["simulator", "--no-browser", "--port", str(server.server_port)])
    assert (taken.exit_code, f"port {server.server_port}" in taken.output) == (1, True)
    unknown = CliRunner().invoke(main, ["simulator", "--no-browser", "--locale", "xx-XX"])
    assert (unknown.exit_code, "en-US" in unknown.output) == (2, True)


@pytest.mark.parametrize("path", ["/", "/review", "/screen"])
def test_the_policy_lets_nothing_out(server: DeskServer, path: str) -> None:
    policy = ask(server, path)[2]["Content-Security-Policy"]
    assert policy.startswith("default-src 'self';")
    assert "http" not in policy.replace("https", "http").split("default-src")[1]
    assert ("unsafe" in policy) is (path == "/screen")


# ------------------------------------------------------------------------------------------------ the page


@pytest.fixture(scope="module")
def opened() -> Iterator[Any]:
    with chromium() as opened:
        yield opened


@pytest.fixture
def browser(opened: Any) -> Iterator[Browser]:
    with watched(opened) as browser:
        yield browser


@pytest.mark.browser
def test_a_question_is_asked_and_its_session_told(browser: Browser, server: DeskServer) -> None:
    page = chosen(browser, server)
    page.get_by_role("button", name="Open the skill").click()
    page.locator("#session", has_text="open").wait_for()
    say(page, LIVER)
    assert "jaundice" in page.locator("#turns > li").last.inner_text().lower()
    assert "site: liver" in page.locator("#state").inner_text()
    assert "SiteSymptomsIntent" in page.locator("#intent").inner_text()
    for folded, words in (("Why this reading won", "chosen"), ("Request envelope", '"IntentRequest"')):
        page.get_by_text(folded, exact=True).click()
        assert words in page.get_by_label(folded).inner_text()
    page.get_by_role("button", name="Behind it: turn 1").click()
    assert "LaunchRequest" in page.locator("#intent").inner_text()
    page.get_by_role("button", name="End session").click()
    page.locator("#session", has_text="closed").wait_for()


@pytest.mark.browser
@pytest.mark.parametrize("device", ["round", "show", "tv"])
def test_the_screen_shows_the_answer_and_is_touched(browser: Browser, server: DeskServer, device: str) -> None:
    page = chosen(browser, server, device)
    page.get_by_role("button", name="Open the skill").click()
    page.locator("#session", has_text="open").wait_for()
    say(page, LIVER)
    frame = page.frame_locator("#screen")
    frame.get_by_text("Swelling in the belly.").wait_for()
    assert frame.get_by_text("Swelling in the belly.").is_visible()
    page.get_by_role("group", name="What can be touched").get_by_role("button", name="Lungs").click()
    frame.get_by_text("Lungs", exact=True).first.wait_for()
    page.locator("#turns > li").nth(2).wait_for()
    if device == "show":
        for _ in range(5):  # the viewhost overlooks a touch while it is still busy with its first frames
            frame.get_by_text("Chest wall", exact=True).first.click(delay=100)
            page.wait_for_timeout(200)
            if page.locator("#turns > li").count() > 3:
                break
        assert "chest wall" in page.locator("#turns > li").nth(3).inner_text().lower()


@pytest.mark.browser
def test_without_a_screen_there_is_none(browser: Browser, server: DeskServer) -> None:
    page = chosen(browser, server, "none")
    say(page, LIVER)
    assert not page.locator("#screen").is_visible()
    assert not page.locator("#touchable").is_visible()
    assert page.locator(".speaker").is_visible()


@pytest.mark.browser
def test_where_no_screen_can_be_drawn_the_page_says_how(browser: Browser, desk: Desk, tmp_path: Path) -> None:
    with serving(desk, viewhost=tmp_path / "index.js") as bare:
        page = chosen(browser, bare)
        say(page, LIVER)
        assert page.get_by_text("npm ci").is_visible()
        page.locator("#device").select_option("none")
        page.locator("#nothing").wait_for()
        assert not page.get_by_text("npm ci").is_visible()


@pytest.mark.browser
def test_one_shot_locale_and_what_goes_wrong(browser: Browser, desk: Desk) -> None:
    with serving(desk) as own:
        page = chosen(browser, own, "none")
        page.get_by_role("button", name="Open the skill").click()
        page.get_by_role("switch", name="one-shot").check()
        say(page, LIVER)
        assert page.locator("#session").inner_text() == "closed"
        page.locator("#locale").select_option("en-GB")
        page.locator("#nothing").wait_for()
        say(page, LIVER)
        assert "GP" in page.locator("#turns > li").last.inner_text()
        own.desk._talks.clear()
        page.get_by_label("Your words").fill("liver")
        page.keyboard.press("Enter")
        page.get_by_role("alert").filter(has_text="forgotten").wait_for()
    browser.complaints[:] = [line for line in browser.complaints if "404" not in line]


# A browser's voices as they are told to a page: one in the browser, one that would send the words away.
VOICES = """
    globalThis.said = [];
    const voices = [{ name: 'away', lang: 'en-US', localService: false }, { name: 'here', lang: 'en-US', localService: true }];
    const speechSynthesis = {
      getVoices: () => voices, addEventListener() {}, cancel() { said.push('cancelled'); },
      speak(words) {
        const marked = document.querySelector('#turns > li:last-child .bit.now');
        said.push([words.text, words.rate, words.voice.name, marked?.textContent]);
        if (said.length < 3) setTimeout(() => words.onend(), 30);
      },
    };
    Object.defineProperty(globalThis, 'speechSynthesis', { value: speechSynthesis });
    globalThis.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
"""


@pytest.mark.browser
def test_a_browsers_own_voice_reads_where_this_machine_has_none(
    browser: Browser, server: DeskServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("skill.voice.packages.find_spec", lambda name: None)
    page = chosen(browser, server, "none", before=VOICES)
    assert "own voice" in page.locator("#voice").inner_text()
    assert not page.get_by_role("button", name="Speak", exact=True).is_visible(), "what a browser hears, it sends away"
    say(page, "chest wall")
    stretches = page.locator(".bit").all_inner_texts()
    while len(page.evaluate("said")) < 3:
        page.wait_for_timeout(20)
    assert page.evaluate("said") == [[text, 1, "here", text] for text in stretches[:3]], "read, and marked meanwhile"
    page.keyboard.press("Escape")
    assert page.evaluate("said.at(-1)") == "cancelled"
    assert not page.locator(".bit.now").count()
    page.get_by_role("button", name="Open the skill").click()
    page.locator("#session", has_text="open").wait_for()
    say(page, "slower")
    assert page.evaluate("said.at(-1)")[1] == 0.8


@pytest.mark.browser
def test_where_nothing_has_a_voice_the_page_says_how(
    browser: Browser, server: DeskServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("skill.voice.packages.find_spec", lambda name: None)
    page = chosen(browser, server, "none")
    assert "make simulator VOICE=1" in page.locator("#voice").inner_text()
    assert page.get_by_role("switch", name="Read answers aloud").is_disabled()
    say(page, LIVER)
    for name in ("Hear it: turn 1", "Stop reading", "Speak"):
        assert not page.get_by_role("button", name=name, exact=True).is_visible()


@pytest.mark.browser
def test_the_keyboard_alone_is_enough(browser: Browser, server: DeskServer) -> None:
    page = chosen(browser, server)
    page.evaluate("document.activeElement.blur()")

    def focused() -> str:
        return str(page.evaluate("document.activeElement.id || document.activeElement.textContent.trim()"))

    def tab_to(what: str) -> None:
        for _ in range(60):
            if focused() == what:
                return
            page.keyboard.press("Tab")
        raise AssertionError(f"{what} is not reached by Tab")

    tab_to("Skip to the question")
    page.keyboard.press("Enter")
    assert focused() == "question"
    page.keyboard.type(LIVER)
    page.keyboard.press("Enter")
    page.locator("#turns > li").nth(0).wait_for()
    assert focused() == "question"
    page.keyboard.press("ArrowUp")
    assert page.get_by_label("Your words").input_value() == LIVER
    page.keyboard.press("Shift+Tab")
    tab_to("launch")
    page.keyboard.press("Space")
    page.locator("#turns > li").nth(1).wait_for()
    tab_to("Lungs")
    page.keyboard.press("Enter")
    page.locator("#turns > li").nth(2).wait_for()
    tab_to("one-shot")
    page.keyboard.press("Space")
    assert page.get_by_role("switch", name="one-shot").is_checked()
    tab_to("Why this reading won")
    page.keyboard.press("Enter")
    assert page.get_by_label("Why this reading won").is_visible()


@pytest.mark.browser
def test_the_review_is_searched(browser: Browser, server: DeskServer) -> None:
    page = browser.open(f"{server.address}review")
    page.locator("article").first.wait_for()
    everything = page.locator("article:visible").count()
    page.get_by_label("Search").fill("Yellow skin")
    found = page.locator("article:visible")
    assert 0 < found.count() < everything
    assert all("yellow" in text.lower() for text in found.all_inner_texts())
    assert page.get_by_role("status").inner_text().startswith(f"{found.count()} of {everything}")
    page.get_by_label("Search").fill("")
    page.locator("#group").select_option("topic")
    assert page.get_by_role("heading", level=2).all_inner_texts() == ["Topics"]
    page.emulate_media(media="print")
    assert not page.get_by_label("Search").is_visible()


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(browser: Browser, server: DeskServer, path: str, scheme: str) -> None:
    if not AXE.exists():
        pytest.skip("axe-core is not installed (npm ci)")
    page = browser.open(server.address + path, color_scheme=scheme)
    if path == "":
        page.locator("#state dd").first.wait_for()
        page.get_by_role("button", name="Open the skill").click()
        page.locator("#turns > li").first.wait_for()
        say(page, LIVER)
        for folded in page.locator("summary").all()[1:]:
            folded.click()
    else:
        page.locator("article").first.wait_for()
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("axe.run({iframes: false})")
    assert not [(fault["id"], [node["html"][:120] for node in fault["nodes"][:3]]) for fault in found["violations"]]
    assert len(found["passes"]) > 20


@pytest.mark.browser
@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("width", [320, 390, 720])  # 1280 at 400 %, a phone, 1440 at 200 %
def test_nothing_is_wider_than_the_page(browser: Browser, server: DeskServer, path: str, width: int) -> None:
    page = browser.open(server.address + path, viewport={"width": width, "height": 800})
    if path == "":
        page.locator("#state dd").first.wait_for()
        say(page, LIVER)
        for folded in page.locator("summary").all()[1:]:
            folded.click()
    else:
        page.locator("article").first.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.browser
def test_a_request_to_elsewhere_is_stopped_and_reported(browser: Browser, server: DeskServer) -> None:
    page = chosen(browser, server, bypass_csp=True)  # else the page's own policy stops it before
    page.evaluate("fetch('https://example.org/').catch(() => 0)")
    page.evaluate("new Image().src = 'https://example.org/a.png'")
    page.wait_for_timeout(200)
    assert sum(line.startswith("request to elsewhere: https://example.org/") for line in browser.complaints) == 2
    browser.complaints.clear()


@pytest.mark.browser
@pytest.mark.skipif(os.environ.get("UPDATE_SCREENS") != "1", reason="made only where UPDATE_SCREENS=1 asks for it")
def test_picture_for_the_docs(browser: Browser, server: DeskServer) -> None:
    page = chosen(browser, server, viewport={"width": 1440, "height": 1010})
    page.get_by_role("button", name="Open the skill").click()
    page.locator("#turns > li").first.wait_for()
    say(page, LIVER)
    page.frame_locator("#screen").get_by_text("Swelling in the belly.").wait_for()
    if available():
        page.locator(".bit.now").wait_for()
    page.wait_for_timeout(500)
    page.evaluate("scrollTo(0, 0)")
    page.screenshot(path=PICTURE)
