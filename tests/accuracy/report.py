"""The figures: right answers by kind and tag, unsafe ones, timing, and the level that was reached."""

import collections
import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from skill.content import Language
from tests.accuracy.answers import SETS, answers, questions, spoken
from tests.accuracy.score import Question, judge, unsafe
from tests.accuracy.timing import TIMES, grown, timed

REACHED = Path(__file__).with_name("reached.yaml")
NOISE = "asr"  # the tag of questions with recogniser noise imitated
_HEAD = "# What was reached, in per cent of right answers. It can only rise: `python -m tests.accuracy --write` raises it.\n"


@dataclass(frozen=True)
class Judged:
    """One question with what was heard and how it was judged."""

    question: Question
    speech: str
    why: str  # nothing where it is right
    unsafe: bool


@dataclass(frozen=True)
class Report:
    """The judged answers of one set."""

    rows: tuple[Judged, ...]

    @classmethod
    def of(cls, name: str) -> "Report":
        """Asks and judges the questions of one set."""
        asked = questions(name)
        heard = [spoken(turn) for turn in answers([question["text"] for question in asked])]
        pairs = zip(asked, heard, strict=True)
        return cls(tuple(Judged(row, said.speech, judge(row, said), unsafe(row, said)) for row, said in pairs))

    @property
    def percent(self) -> float:
        """Right answers, in per cent, rounded down to a tenth."""
        return math.floor(1000 * sum(not row.why for row in self.rows) / len(self.rows)) / 10

    @property
    def unsafe(self) -> list[Judged]:
        """The answers that can hurt."""
        return [row for row in self.rows if row.unsafe]

    def counts(self) -> dict[str, tuple[int, int]]:
        """Group -> (right, all): each kind, the noisy ones, and all together."""
        right: collections.Counter[str] = collections.Counter()
        total: collections.Counter[str] = collections.Counter()
        for row in self.rows:
            noisy = ["(noise)"] if NOISE in row.question["tags"] else []
            for group in (row.question["kind"], *noisy, "all"):
                total[group] += 1
                right[group] += not row.why
        return {group: (right[group], total[group]) for group in total}


def table(reports: dict[str, Report]) -> list[str]:
    """One line a kind, one column a set."""
    counts = {name: report.counts() for name, report in reports.items()}
    groups = [group for group in dict.fromkeys(group for each in counts.values() for group in each) if group != "all"]
    lines = [f"{'':14}" + "".join(f"{name:>22}" for name in reports)]
    for group in (*sorted(groups), "all"):
        cells = [_cell(*each[group]) if group in each else "" for each in counts.values()]
        lines.append(f"{group:14}" + "".join(f"{cell:>22}" for cell in cells))
    lines.append(f"{'unsafe':14}" + "".join(f"{len(report.unsafe):>22}" for report in reports.values()))
    return lines


def wrong(report: Report, limit: int, group: str | None = None) -> Iterator[str]:
    """The first wrong answers, of one kind or tag if given."""
    rows = [row for row in report.rows if row.why and group in (None, row.question["kind"], *row.question["tags"])]
    for row in rows[:limit]:
        mark = " UNSAFE" if row.unsafe else ""
        yield f"{row.question['id']} [{row.question['kind']}]{mark} {row.question['text']}"
        yield f"   -> {row.why}\n   {row.speech[:240]}"


def timings(language: Language) -> Iterator[str]:
    """Time to understand a question, now and grown."""
    texts = [question["text"] for name in SETS for question in questions(name)]
    now, then = timed(language, texts), timed(grown(language), texts)
    yield f"to understand:      median {now.median:.2f} ms, 99th percentile {now.worst:.2f} ms"
    yield f"with {TIMES} times as much: median {then.median:.2f} ms, 99th percentile {then.worst:.2f} ms"
    growth = then.median / now.median, then.worst / now.worst
    yield f"growth:             {growth[0]:.1f} times the median, {growth[1]:.1f} times the percentile"


def reached() -> dict[str, float]:
    """The level of each set."""
    levels: dict[str, float] = yaml.safe_load(REACHED.read_text(encoding="utf-8"))
    return levels


def raised(reports: dict[str, Report], write: bool) -> Iterator[str]:
    """Says which level can rise, and raises it where `write` says so; a level never falls."""
    levels = reached()
    for name, report in reports.items():
        if report.percent > levels[name]:
            yield f"{name} reaches {report.percent} %; reached.yaml says {levels[name]} %" + (": raised" if write else "")
            levels[name] = report.percent
    if write:
        REACHED.write_text(_HEAD + yaml.safe_dump(levels), encoding="utf-8")


def _cell(right: int, total: int) -> str:
    return f"{right:3}/{total:<3} {100 * right / total:5.1f} %"
