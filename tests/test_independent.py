"""An independent client holds whole conversations with the endpoint, for each intent.

virtual-alexa (bespoken) knows nothing of this project: it reads the generated interaction model, builds the envelopes and
keeps the session. Between it and the endpoint stands what Amazon's cloud does there: the signature and the time.
"""

import json
import shutil
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from skill.content import Content
from tests.chains import NOW
from tests.envelopes import SKILL_ID
from tests.serving import Server, signed

REPOSITORY = Path(__file__).resolve().parents[1]
CLIENT = REPOSITORY / "tests" / "independent" / "converse.cjs"
MODEL = REPOSITORY / "interaction_model" / "interactionModels" / "custom" / "en-US.json"
NODE = shutil.which("node")

pytestmark = pytest.mark.skipif(
    NODE is None or not (REPOSITORY / "node_modules" / "virtual-alexa").is_dir(),
    reason="needs Node.js and virtual-alexa (npm ci)",
)

PATIENT = ["liver", "slower", "say that again", "one at a time", "next one", "and the brain", "thanks"]
SLOTS = {
    "SiteSymptomsIntent": {"site": "bones"},
    "SymptomIntent": {"symptom": "back pain"},
    "TopicIntent": {"topic": "prognosis"},
    "QuestionIntent": {"question": "what should i look out for in my lungs"},
}


def as_alexa(server: Server) -> type[BaseHTTPRequestHandler]:
    """What passes a request on to `server` as Amazon's cloud would send it."""

    class Cloud(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            envelope = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            envelope["request"]["timestamp"] = NOW.strftime("%Y-%m-%dT%H:%M:%SZ")
            body = json.dumps(envelope).encode()
            status, reply = server.ask("POST", "/alexa", body, signed(body))
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(reply)))
            self.end_headers()
            self.wfile.write(reply)

        def log_message(self, format: str, *args: Any) -> None:
            pass

    return Cloud


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with Server(tmp_path_factory.mktemp("independent"), "ours", workers=1) as server:
        cloud = ThreadingHTTPServer(("127.0.0.1", 0), as_alexa(server))
        threading.Thread(target=cloud.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{cloud.server_port}/"
        cloud.shutdown()
        cloud.server_close()


def converse(url: str, conversations: list[list[dict[str, Any]]]) -> list[list[dict[str, Any]]]:
    done = subprocess.run(
        [str(NODE), str(CLIENT), str(MODEL), url, SKILL_ID],
        input=json.dumps(conversations), capture_output=True, text=True, timeout=120, cwd=REPOSITORY,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    heard: list[list[dict[str, Any]]] = json.loads(done.stdout)
    return heard


def test_a_patient_is_led_through(url: str) -> None:
    turns = converse(url, [[{"launch": True}, *({"utter": text} for text in PATIENT)]])[0]
    launch, liver, slower, again, item, following, brain, thanks = turns
    assert "What would you like to know?" in launch["ssml"]
    assert "Jaundice" in liver["ssml"]
    assert slower["ssml"].startswith('<speak><prosody rate="slow">') and "Jaundice" in slower["ssml"]
    assert again["ssml"] == slower["ssml"]
    assert "Number 1 of 3" in item["ssml"] and "Number 2 of 3" in following["ssml"]
    assert "Seizures" in brain["ssml"]
    assert [turn["end"] for turn in turns] == [False] * 7 + [True], thanks


def test_each_intent_is_answered_in_a_session_of_its_own_making(url: str, content: Content) -> None:
    names = list(content.intents)
    conversations = [[{"launch": True}, {"intend": name, "slots": SLOTS.get(name, {})}] for name in names]
    for name, (_, turn) in zip(names, converse(url, conversations), strict=True):
        assert turn["ssml"].startswith("<speak>") and turn["card"], name
        assert turn["end"] is not turn["reprompt"], name
