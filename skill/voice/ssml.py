"""SSML -> what a voice does: stretches of words, each at one speed, and the pauses between them.

After Alexa's SSML reference. What is not known here is read as if its tags were not there.
"""

import re
from dataclasses import dataclass, replace
from html.parser import HTMLParser

# How many times as fast as the voice's own pace; an assumption, Amazon gives no figures.
_RATES = {"x-slow": 0.65, "slow": 0.8, "medium": 1.0, "fast": 1.25, "x-fast": 1.5}
_SLOWEST, _FASTEST = 0.5, 2.0
_STRENGTHS = {"none": 0, "x-weak": 0, "weak": 150, "medium": 250, "strong": 450, "x-strong": 800}
_AFTER = {"s": _STRENGTHS["strong"], "p": _STRENGTHS["x-strong"]}
_LONGEST_PAUSE = 10_000  # milliseconds, as with Alexa
_LETTER_BY_LETTER = ("digits", "characters", "spell-out")
_TIME = re.compile(r"(\d+(?:\.\d+)?)(ms|s)")
_PERCENT = re.compile(r"(\d+(?:\.\d+)?)%")

Attributes = list[tuple[str, str | None]]


@dataclass(frozen=True)
class Stretch:
    """Words said in one breath."""

    text: str  # single spaces; "" for a pause alone
    speed: float = 1.0
    pause_ms: int = 0  # silence after it


def stretches(ssml: str) -> list[Stretch]:
    """What is said in `ssml`, in order; two pauses, one after the other, are one."""
    reader = _Reader()
    reader.feed(ssml)
    reader.close()
    reader.flush()
    return reader.found


class _Reader(HTMLParser):
    """Collects the stretches while it reads."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Stretch] = []
        self._text: list[str] = []
        self._open: list[tuple[str, dict[str, str]]] = []

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        """A pause ends the stretch, and so does another rate."""
        values = {name: value or "" for name, value in attrs}
        if tag == "break":
            self.flush(_pause(values))
            return
        if tag == "prosody":
            self.flush()
        self._open.append((tag, values))
        if tag == "sub":
            self._text.append(values.get("alias", ""))

    def handle_startendtag(self, tag: str, attrs: Attributes) -> None:
        """An empty element; only a pause has a meaning."""
        if tag == "break":
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """Closes what is innermost of its name."""
        if tag == "prosody":
            self.flush()
        for at in range(len(self._open) - 1, -1, -1):
            if self._open[at][0] == tag:
                del self._open[at]
                break
        if tag in _AFTER:
            self.flush(_AFTER[tag])

    def handle_data(self, data: str) -> None:
        """Words, as the elements around them want them read."""
        tags = dict(self._open)
        if "sub" in tags:
            return  # its alias was read
        apart = tags.get("say-as", {}).get("interpret-as") in _LETTER_BY_LETTER
        self._text.append(" ".join(data.replace(" ", "")) if apart else data)

    def flush(self, pause: int = 0) -> None:
        """Ends a stretch, with a pause after it."""
        text = " ".join("".join(self._text).split())
        self._text.clear()
        if text:
            self.found.append(Stretch(text, self._speed(), pause))
        elif pause and self.found:
            longer = self.found[-1].pause_ms + pause
            self.found[-1] = replace(self.found[-1], pause_ms=min(longer, _LONGEST_PAUSE))
        elif pause:
            self.found.append(Stretch("", pause_ms=pause))

    def _speed(self) -> float:
        rates = [values["rate"] for tag, values in self._open if tag == "prosody" and "rate" in values]
        if not rates:
            return 1.0
        percent = _PERCENT.fullmatch(rates[-1])
        speed = float(percent[1]) / 100 if percent else _RATES.get(rates[-1], 1.0)
        return min(max(speed, _SLOWEST), _FASTEST)


def _pause(values: dict[str, str]) -> int:
    """Milliseconds of a `<break>`."""
    time = _TIME.fullmatch(values.get("time", ""))
    if not time:
        return _STRENGTHS.get(values.get("strength", "medium"), _STRENGTHS["medium"])
    return min(round(float(time[1]) * (1 if time[2] == "ms" else 1000)), _LONGEST_PAUSE)
