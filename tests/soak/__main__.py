"""`python -m tests.soak`: the endpoint under load while its workers are killed, then a hundred thousand mutations.

What must be reached is in docs/performance.md; `--part 0.1` does a tenth of it.
"""

import argparse
import itertools
import json
import random
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

import msgspec

from skill.app import build_custom_skill
from skill.cache import tables
from skill.content.load import load as load_content
from skill.entry import answer, lambda_handler
from skill.log import configure
from skill.web import create_app
from tests.envelopes import SKILL_ID, body, envelope, intent
from tests.mutations import faults, mutate
from tests.serving import Server, signed
from tests.soak.load import Ask, Count, load, post

REQUESTS, CONNECTIONS, KILL_EVERY, WORKERS = 200_000, 50, 10.0, 2
MUTATIONS = 100_000
SLOWEST = 100.0  # milliseconds, at the 99th percentile
MEANTIME = 2.0  # seconds after a kill in which its losses are noticed


def main() -> None:
    """Run both parts; the exit status says whether all was reached."""
    parser = argparse.ArgumentParser(description="The web endpoint under load, and the skill under mutated requests.")
    parser.add_argument("--part", type=float, default=1.0, help="how much of the full load and mutations (default 1)")
    options = parser.parse_args()
    content = load_content()
    skill = build_custom_skill(content, SKILL_ID, tables(content))
    passed = [under_load(skill, int(REQUESTS * options.part)), mutated(skill, int(MUTATIONS * options.part))]
    sys.exit(not all(passed))


def under_load(skill: Any, total: int) -> bool:
    """The load row: no wrong answer, none lost but on a killed worker, and none that takes long."""
    kills: list[float] = []
    over = threading.Event()
    with tempfile.TemporaryDirectory() as folder, Server(Path(folder), "ours", WORKERS) as server:

        def kill() -> None:
            while not over.wait(KILL_EVERY):
                server.kill_a_worker()
                kills.append(time.perf_counter())

        killer = threading.Thread(target=kill)
        killer.start()
        count = load(server.port, asks(skill), total, CONNECTIONS)
        over.set()
        killer.join()
        logged = sum('"outcome"' in line for line in server.log.open())
    unexplained = [at for at in count.lost if not any(0 <= at - kill <= MEANTIME for kill in kills)]
    _print_load(count, kills, len(unexplained), logged)
    worst = len(count.lost) <= CONNECTIONS * len(kills)
    return not count.wrong and not unexplained and worst and count.percentile(0.99) < SLOWEST


def asks(skill: Any) -> list[Ask]:
    """Two hundred questions with the answers that the skill gives without a server, and some requests to refuse."""
    texts = sorted({text for kind in load_content().languages["en"].examples.values() for text in kind})
    found = []
    for text in random.Random(7).sample(texts, 200):
        event = envelope(intent("QuestionIntent", question=text))
        sent = body(event)
        found.append(Ask(post(sent), 200, msgspec.json.encode(answer(skill, event))))
        if len(found) % 10 == 9:
            found.append(Ask(post(sent, signed(sent + b" ")), 400, b""))
    return found


def mutated(skill: Any, total: int) -> bool:
    """The mutation row: on the handler, and well signed over HTTP (without a socket)."""
    chance = random.Random(11)
    handler = lambda_handler(skill, SKILL_ID)
    client = create_app(skill, SKILL_ID, verifier=_Believing()).test_client()
    wrong: list[str] = []
    with Path("/dev/null").open("w") as nowhere:
        configure(nowhere)
        for number in itertools.count():
            if number == total:
                break
            event = mutate(chance.choice)
            wrong += faults(handler(event, None))
            reply = client.post("/alexa", data=json.dumps(event).encode())
            if reply.status_code not in (200, 400):
                wrong.append(f"status {reply.status_code}")
    print(f"mutated envelopes    {total} on the handler, {total} over HTTP, {len(wrong)} wrong {wrong[:3]}")
    return not wrong


class _Believing:
    """A verifier that believes everybody, so that mutations get past it."""

    def verify(self, *_: object) -> None:
        """Believe it."""


def _print_load(count: Count, kills: list[float], unexplained: int, logged: int) -> None:
    print(f"requests             {count.right} right, {len(count.wrong)} wrong {count.wrong[:3]}")
    print(f"lost                 {len(count.lost)} with {len(kills)} workers killed; {unexplained} at other times")
    print(f"lines in the log     {logged}")
    print(f"a second             {len(count.milliseconds) / count.seconds:.0f} over {count.seconds:.0f} s")
    shown = ", ".join(f"p{part:g} {count.percentile(part / 100):.1f} ms" for part in (50, 95, 99, 100))
    print(f"an answer            {shown}")


if __name__ == "__main__":
    main()
