"""What is measured, each on the skill and on the hello-world in turn, so that a busy machine is busy for both."""

import json
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.bench.builds import HANDLERS
from tests.envelopes import SKILL_ID, body, envelope, intent
from tests.runtime_api import Lambda
from tests.serving import Server
from tests.soak.load import Ask, load, post

SITE = {"authority": "amzn1.er-authority.echo-sdk.SITE", "status": {"code": "ER_SUCCESS_MATCH"}}
QUESTION = "what are symptoms of liver metastasis"


def questions() -> dict[str, dict[str, Any]]:
    """A launch, and one question in each way in which it may come."""
    precise = envelope(intent("SiteSymptomsIntent", site="liver"))
    found = {**SITE, "values": [{"value": {"name": "liver", "id": "liver"}}]}
    precise["request"]["intent"]["slots"]["site"]["resolutions"] = {"resolutionsPerAuthority": [found]}
    shown = json.loads(json.dumps(precise))
    shown["context"]["System"]["device"]["supportedInterfaces"] = {"Alexa.Presentation.APL": {"runtime": {"maxVersion": "1.4"}}}
    asked = envelope(intent("QuestionIntent", question=QUESTION))
    return {"launch": envelope(), "precise intent": precise, "open question": asked, "with APL": shown}


def cold(builds: dict[str, Path], starts: int) -> dict[str, float]:
    """Milliseconds from the start of the process to its first answer: the median of so many starts of each build."""
    taken: dict[str, list[float]] = {name: [] for name in builds}
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(starts):
            for name, build in builds.items():
                with Lambda(build, Path(folder) / name, HANDLERS[name], SKILL_ID=SKILL_ID) as environment:
                    environment.invoke(envelope())
                    taken[name].append((time.perf_counter() - environment.started) * 1000)
    return {name: statistics.median(times) for name, times in taken.items()}


def warm(handlers: dict[str, tuple[Callable[[Any, Any], Any], dict[str, Any]]], rounds: int) -> dict[str, float]:
    """Milliseconds of one answer of each handler to its event: the best of so many rounds of a hundred."""
    best = dict.fromkeys(handlers, float("inf"))
    for _ in range(rounds):
        for name, (handler, event) in handlers.items():
            started = time.perf_counter()
            for _ in range(100):
                handler(event, None)
            best[name] = min(best[name], (time.perf_counter() - started) * 10)
    return best


def memory(build: Path, handler: str, requests: int) -> tuple[float, float]:
    """Megabytes after a tenth of so many requests, and after all of them."""
    events = list(questions().values())
    with tempfile.TemporaryDirectory() as folder, Lambda(build, Path(folder), handler, SKILL_ID=SKILL_ID) as environment:
        early = 0.0
        for number in range(requests):
            if number == requests // 10:
                early = environment.memory()
            environment.invoke(events[number % len(events)])
        return early, environment.memory()


def served(skill: str, events: list[dict[str, Any]], requests: int, connections: int = 16) -> float:
    """Answers a second of an endpoint with two workers."""
    asks = [Ask(post(body(event))) for event in events]
    with tempfile.TemporaryDirectory() as folder, Server(Path(folder), skill, 2) as server:
        load(server.port, asks, requests // 10, connections)
        count = load(server.port, asks, requests, connections)
    if count.wrong or count.lost:
        raise RuntimeError(f"{skill}: {count.wrong[:3]}, {len(count.lost)} lost")
    return requests / count.seconds
