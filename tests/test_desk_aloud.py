"""The simulator's page by ear: asked through a microphone that plays a real recording, and heard in real sound."""

import http.client
import io
import json
import subprocess
import sys
import time
import wave
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from skill.cache import tables
from skill.content import Content
from skill.desk import Desk, DeskServer
from skill.voice import record, speak, stretches
from tests.accuracy.voice import words_of
from tests.pages import Browser, chosen, chromium, say, serving, watched

pytestmark = pytest.mark.voice

ROOT = Path(__file__).resolve().parents[1]
QUESTION = "What are symptoms of liver metastasis?"
ALOUD = "--autoplay-policy=user-gesture-required"  # as in a browser that somebody sits at
FAKE = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")
# Keeps every sound that the page plays; the page plays it itself.
KEEP = """() => {
    const play = HTMLMediaElement.prototype.play;
    globalThis.sounds = [];
    HTMLMediaElement.prototype.play = function () {
      const kept = { audio: this, ended: false, marked: [], duration: 0 };
      sounds.push(kept);
      this.addEventListener('ended', () => { kept.ended = true; });
      this.addEventListener('loadedmetadata', () => { kept.duration = this.duration; });
      this.addEventListener('playing', () => { kept.watching = setInterval(() => {
        const bits = [...document.querySelectorAll('#turns > li:last-child .bit')];
        const now = bits.findIndex((bit) => bit.classList.contains('now'));
        if (now !== kept.marked.at(-1)?.[0]) kept.marked.push([now, this.currentTime]);
      }, 20); });
      return play.call(this);
    };
}"""
# A server that is asked to speak, and ends some seconds later.
STOPPED = """
import http.client, sys, threading, time
from skill.cache import tables
from skill.content.load import load
from skill.desk import Desk, DeskServer

content = load()
with DeskServer(Desk(content, tables(content))) as server:
    threading.Thread(target=server.serve_forever, daemon=True).start()
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port)
    connection.request("POST", "/api/speak", '{"ssml": "' + "Pain.<break/>" * 200 + '"}')
    time.sleep(float(sys.argv[1]))
    server.shutdown()
"""


@pytest.fixture(scope="module")
def server(content: Content) -> Iterator[DeskServer]:
    with serving(Desk(content, tables(content))) as running:
        yield running


@pytest.fixture(scope="module")
def opened() -> Iterator[Any]:
    with chromium(ALOUD) as opened:
        yield opened


@pytest.fixture
def browser(opened: Any) -> Iterator[Browser]:
    with watched(opened) as browser:
        yield browser


def listening(browser: Browser, server: DeskServer) -> Any:
    """The page, with every sound that it plays kept."""
    page = chosen(browser, server, "none")
    page.evaluate(KEEP)
    return page


def sound(page: Any, at: int = -1) -> dict[str, Any]:
    """The sound that was played last: its length and place in seconds, whether it ended, which stretches were marked when."""
    found: dict[str, Any] = page.evaluate(
        """(at) => { const { audio, ended, marked, duration } = sounds.at(at);
             return { duration, at: audio.currentTime, paused: audio.paused, ended, marked }; }""",
        at,
    )
    return found


def until(page: Any, condition: str) -> None:
    """Waits for a condition; the page's policy forbids it to be asked from inside."""
    end = time.monotonic() + 60
    while not page.evaluate(condition):
        assert time.monotonic() < end, condition
        page.wait_for_timeout(20)


def seconds(wav: bytes) -> float:
    with wave.open(io.BytesIO(wav)) as file:
        return file.getnframes() / file.getframerate()


def post(server: DeskServer, path: str, body: bytes) -> tuple[int, bytes, dict[str, str]]:
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=60)
    connection.request("POST", path, body)
    response = connection.getresponse()
    found = (response.status, response.read(), dict(response.getheaders()))
    connection.close()
    return found


# ------------------------------------------------------------------------------------------------ the server


def test_what_is_spoken_is_the_recording_and_when_each_stretch_begins(server: DeskServer) -> None:
    ssml = '<speak>Jaundice.<break time="450ms"/> <prosody rate="slow">Fatigue.</prosody> Bone pain.</speak>'
    status, wav, headers = post(server, "/api/speak", json.dumps({"ssml": ssml}).encode())
    expected = record(ssml)
    assert (status, wav, headers["Content-Type"]) == (200, expected.wav, "audio/wav")
    starts = [float(start) for start in headers["Stretch-Starts"].split()]
    assert len(starts) == len(stretches(ssml)) == 3
    assert starts == pytest.approx(expected.starts, abs=0.001)
    assert starts[1] == pytest.approx(seconds(speak("Jaundice.")) + 0.45, abs=0.001)
    assert seconds(wav) == pytest.approx(starts[2] + seconds(speak("Bone pain.")), abs=0.001)


def test_what_is_heard_are_the_words(server: DeskServer) -> None:
    status, said, _ = post(server, "/api/hear?locale=en-GB", speak(QUESTION))
    assert (status, words_of(json.loads(said)["text"])) == (200, words_of(QUESTION))


def test_what_is_no_recording_is_refused(server: DeskServer) -> None:
    status, said, _ = post(server, "/api/hear", b"no sound at all")
    assert (status, "cannot be read as a recording" in json.loads(said)["error"]) == (400, True)


@pytest.mark.parametrize("after", [0.1, 0.3, 1.0])  # while models are loaded, and while they work
def test_it_can_be_stopped_while_it_speaks(after: float) -> None:
    done = subprocess.run([sys.executable, "-c", STOPPED, str(after)], cwd=ROOT, capture_output=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


# ------------------------------------------------------------------------------------------------ the page


@pytest.mark.browser
def test_a_question_is_asked_through_the_microphone(server: DeskServer, content: Content, tmp_path: Path) -> None:
    question = tmp_path / "question.wav"
    question.write_bytes(speak(f'<speak><break time="500ms"/>{QUESTION}<break time="10s"/></speak>'))
    with chromium(ALOUD, *FAKE, f"--use-file-for-fake-audio-capture={question}%noloop") as opened, watched(opened) as browser:
        page = listening(browser, server)
        page.get_by_role("button", name="Speak", exact=True).click()
        page.get_by_role("button", name="Stop", exact=True).wait_for()
        page.wait_for_timeout(int(seconds(speak(QUESTION)) * 1000) + 1500)
        page.get_by_role("button", name="Stop", exact=True).click()
        page.get_by_role("status").filter(has_text="Working out what was said").wait_for()
        turn = page.locator("#turns > li").first
        turn.wait_for(timeout=30_000)
        assert words_of(turn.locator(".said").inner_text())[1:] == words_of(QUESTION)
        assert "Jaundice" in turn.locator(".heard").inner_text()
        assert "SiteSymptomsIntent" in page.locator("#intent").inner_text()
        until(page, "sounds.length === 1 && sounds[0].audio.currentTime > 0.2")
        assert page.get_by_role("button", name="Speak", exact=True).is_enabled()
        assert page.locator("#trouble").inner_text() == ""


@pytest.mark.browser
def test_silence_in_the_microphone_is_told(server: DeskServer, tmp_path: Path) -> None:
    silence = tmp_path / "silence.wav"
    silence.write_bytes(speak('<break time="5s"/>'))
    with chromium(ALOUD, *FAKE, f"--use-file-for-fake-audio-capture={silence}%noloop") as opened, watched(opened) as browser:
        page = listening(browser, server)
        page.get_by_role("button", name="Speak", exact=True).click()
        page.wait_for_timeout(700)
        page.get_by_role("button", name="Stop", exact=True).click()
        page.get_by_role("alert").filter(has_text="Nothing was heard").wait_for(timeout=30_000)
        assert page.locator("#turns > li").count() == 0


@pytest.mark.browser
def test_without_a_microphone_the_page_says_so(browser: Browser, server: DeskServer) -> None:
    page = chosen(browser, server, "none")
    for _ in range(2):
        page.get_by_role("button", name="Speak", exact=True).click()
        page.get_by_role("alert").filter(has_text="You can type your question").wait_for()


@pytest.mark.browser
def test_an_answer_is_heard_to_its_end_and_read_along(browser: Browser, server: DeskServer) -> None:
    page = listening(browser, server)
    say(page, "help")
    until(page, "sounds.length === 1 && sounds[0].duration > 0")
    started = time.monotonic()
    expected = record(ssml_of(page))
    assert len(expected.starts) > 1
    assert sound(page)["duration"] == pytest.approx(seconds(expected.wav), abs=0.05)
    until(page, "sounds[0].ended")
    assert time.monotonic() - started > 0.8 * seconds(expected.wav), "at the pace of the voice"
    until(page, "!document.querySelector('.bit.now')")
    played = sound(page)
    assert played["at"] == pytest.approx(played["duration"], abs=0.05)
    marked = [(stretch, at) for stretch, at in played["marked"] if stretch >= 0]
    assert [stretch for stretch, _ in marked] == list(range(len(expected.starts)))
    assert [at for _, at in marked] == pytest.approx(expected.starts, abs=0.3)


@pytest.mark.browser
def test_slower_is_heard_as_slower(browser: Browser, server: DeskServer) -> None:
    page = listening(browser, server)
    page.get_by_role("button", name="Open the skill").click()
    until(page, "sounds.length === 1")
    say(page, "chest wall")
    until(page, "sounds.length === 2 && sounds[1].duration > 0")
    say(page, "slower")
    until(page, "sounds.length === 3 && sounds[2].duration > 0")
    usual, slower = sound(page, 1), sound(page, 2)
    assert slower["duration"] > 1.15 * usual["duration"]
    assert usual["paused"], "one voice at a time"
    assert "80 %" in page.locator("#turns > li").last.inner_text()


@pytest.mark.browser
@pytest.mark.parametrize("how", ["Escape", "Stop reading", "Read answers aloud", "Open the skill"])
def test_it_can_be_quietened(browser: Browser, server: DeskServer, how: str) -> None:
    page = listening(browser, server)
    say(page, "help")
    until(page, "sounds.length === 1 && sounds[0].audio.currentTime > 0.2")
    assert not sound(page)["paused"]
    if how == "Escape":
        page.keyboard.press("Escape")
    elif how == "Read answers aloud":
        page.get_by_role("switch", name=how).uncheck()
    else:
        page.get_by_role("button", name=how).click()
    until(page, "sounds[0].audio.paused")
    assert not sound(page, 0)["ended"]
    until(page, "!document.querySelector('[data-turn=\"1\"] .bit.now')")
    if how == "Read answers aloud":
        say(page, "liver")
        page.wait_for_timeout(500)
        assert page.evaluate("sounds.length") == 1, "and nothing is read then"
        page.get_by_role("button", name="Hear it: turn 1").click()
        until(page, "sounds.length === 2 && sounds[1].audio.currentTime > 0.2")
        say(page, "liver")
        until(page, "sounds[1].audio.paused")
        assert not sound(page, 1)["ended"], "nor does it read on"


@pytest.mark.browser
def test_it_can_be_quietened_before_it_begins(browser: Browser, server: DeskServer) -> None:
    """Without a word in the console: the sound is still being loaded then."""
    page = listening(browser, server)
    page.evaluate("""() => {
        const play = HTMLMediaElement.prototype.play;
        HTMLMediaElement.prototype.play = function () {
          queueMicrotask(() => dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' })));
          return play.call(this);
        };
    }""")
    say(page, "help")
    for number in range(1, 6):
        until(page, f"sounds.length === {number} && sounds.at(-1).audio.paused")
        page.get_by_role("button", name="Hear it: turn 1").click()
    page.wait_for_timeout(300)
    assert page.locator("#trouble").inner_text() == ""


@pytest.mark.browser
def test_a_reviewer_hears_an_answer(browser: Browser, server: DeskServer) -> None:
    page = browser.open(f"{server.address}review")
    page.evaluate(KEEP)
    play = page.get_by_role("button", name="Play: Liver", exact=True)
    play.click()
    until(page, "sounds.length === 1 && sounds[0].audio.currentTime > 0.2")
    assert sound(page)["duration"] > 5
    page.get_by_role("button", name="Stop reading").click()
    until(page, "sounds[0].audio.paused")
    assert not sound(page)["ended"]


def ssml_of(page: Any) -> str:
    """The speech of the turn that is shown."""
    response = json.loads(page.locator("#response").text_content())
    return str(response["response"]["outputSpeech"]["ssml"])
