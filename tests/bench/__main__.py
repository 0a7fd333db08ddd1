"""`python -m tests.bench`: all figures in one run, as ratios to the hello-world; `--part 0.2` measures less."""

import argparse
import os
import tempfile
from pathlib import Path

from skill.app import build_custom_skill
from skill.cache import tables
from skill.content.load import load
from skill.entry import lambda_handler
from skill.log import configure
from tests.bench import hello
from tests.bench.builds import HANDLERS, builds, zip_size
from tests.bench.measures import cold, memory, questions, served, warm
from tests.envelopes import SKILL_ID

ROW = "{:44} {:>14} {:>14} {:>8} {:>10}  {}"


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(description="What the skill costs, as ratios to a hello-world on the same SDK.")
    parser.add_argument("--part", type=float, default=1.0, help="how much of the full measurement (default 1)")
    part = parser.parse_args().part
    print(ROW.format("measure", "ours", "hello-world", "ratio", "at most", ""))
    with tempfile.TemporaryDirectory() as folder:
        made = builds(Path(folder))
        _cold(made, max(3, int(15 * part)))
        _warm(max(5, int(30 * part)))
        _memory(made, max(200, int(10_000 * part)))
        size = zip_size(made["ours"])
        print(ROW.format("zip (for this machine)", f"{size:.2f} MB", "", "", "6.5 MB", _met(size <= 6.5)))
    _served(max(1_000, int(20_000 * part)))


def _cold(made: dict[str, Path], starts: int) -> None:
    times = cold(made, starts)
    for name, what, most in (("stock", "stock build", 0.5), ("hello", "built our way", 1.15)):
        _row(f"start to first answer, against its {what}", times["ours"], times[name], "ms", most)


def _warm(rounds: int) -> None:
    content = load()
    skill = lambda_handler(build_custom_skill(content, SKILL_ID, tables(content)), SKILL_ID)
    events = questions()
    with Path(os.devnull).open("w") as nowhere:
        configure(nowhere)
        handlers = {"hello": (hello.handler, events["launch"])} | {name: (skill, event) for name, event in events.items()}
        times = warm(handlers, rounds)
    for name, most in (("launch", 1.4), ("precise intent", 1.4), ("open question", 2.0), ("with APL", 3.0)):
        _row(f"warm answer: {name}", times[name], times["hello"], "ms", most, digits=3)


def _memory(made: dict[str, Path], requests: int) -> None:
    early, late = memory(made["ours"], HANDLERS["ours"], requests)
    _, plain = memory(made["hello"], HANDLERS["hello"], requests)
    extra = f"+{late - plain:.1f} MB"
    figures = (f"{late:.1f} MB", f"{plain:.1f} MB", extra, "+15 MB", _met(late - plain <= 15))
    print(ROW.format(f"memory after {requests} requests", *figures))
    grown = late - early
    print(ROW.format(f"memory grown since the {requests // 10}th", f"{grown:+.2f} MB", "", "", "+0.5 MB", _met(grown <= 0.5)))


def _served(requests: int) -> None:
    events = questions()
    plain = served("plain", [events["launch"]], requests)
    for what, skill, chosen in (
        ("the hello-world", "hello", ["launch"]),
        ("launch and precise intent", "ours", ["launch", "precise intent"]),
        ("open question", "ours", ["open question"]),
        ("all four in turn", "ours", [*events]),
    ):
        rate = served(skill, [events[name] for name in chosen], requests)
        figures = (f"{rate:.0f}/s", f"{plain:.0f}/s", f"{rate / plain:.2f}", ">= 0.8", _met(rate / plain >= 0.8))
        print(ROW.format(f"verified requests: {what}", *figures))


def _row(what: str, ours: float, plain: float, unit: str, most: float, digits: int = 0) -> None:
    ratio = ours / plain
    shown = (f"{ours:.{digits}f} {unit}", f"{plain:.{digits}f} {unit}", f"{ratio:.2f}", f"{most}")
    print(ROW.format(what, *shown, _met(ratio <= most)))


def _met(reached: bool) -> str:
    return "reached" if reached else "MISSED"


if __name__ == "__main__":
    main()
