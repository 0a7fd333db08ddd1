"""How words sound, and how near two of them are.

A word becomes a short string of sounds by the language's spelling rules. Sounds that a recogniser confuses share a class;
the classes of a word's consonants are its key. Words of one key, or of keys that differ in one sound (found by leaving each
one out, as SymSpell does), are then compared sound by sound. The search does not grow with the lexicon.
"""

import re
from collections.abc import Iterable
from itertools import accumulate

from skill.content.model import Sounds

SHORTEST_TO_VARY = 4  # a key of fewer sounds has too many neighbours
MOST_COMPARED = 12  # words of like key that are compared, those of like length first
# What it costs to leave a sound out, and to swap two.
_GAP, _VOWEL_GAP = 0.9, 0.4
_SWAP, _ALIKE = 1.0, 0.3
_FAR = 99.0
_NO_SWAPS: dict[str, float] = {}
# In the index, before a key that wants one more sound, and in place of a sound that may be another.
_ONE_MORE, _ANY = "+", "?"


class SoundIndex:
    """Finds the words of a lexicon that sound like what was heard."""

    def __init__(
        self,
        sounds: Sounds,
        said: dict[str, str] | None = None,
        by_key: dict[str, list[str]] | None = None,
        shortest: int = SHORTEST_TO_VARY,
    ) -> None:
        self._shortest = shortest
        rules = sorted(sounds.spelling, key=lambda rule: (-len(rule.strip("^$")), rule))
        self._rules = {rule: sounds.spelling[rule] for rule in rules}
        self._pattern = re.compile("|".join(rules) + "|.", re.S)
        first = {sound: group[0] for group in sounds.alike for sound in group}
        self._gaps = dict.fromkeys(sounds.vowels + sounds.weak, _VOWEL_GAP)
        groups = (sounds.vowels, *sounds.alike)
        self._swaps = {left: dict.fromkeys(group, _ALIKE) for group in groups for left in group}
        ignored = {ord(letter): None for letter in sounds.vowels + sounds.weak}
        classes = {ord(sound): leader for sound, leader in first.items()}
        self._to_key = {**classes, **ignored}
        self.known = said if said is not None else {}
        self.by_key = by_key if by_key is not None else {}

    def add(self, words: Iterable[str]) -> None:
        """Make each of `words` findable, also with one sound wrong where its key is long enough."""
        for word in sorted(set(words)):
            key = self.key(self.learn(word))
            shorter = {f"{_ONE_MORE}{text}" for text in self._without_one(key)}
            for form in {key, *shorter, *self._with_any(key)}:
                self.by_key.setdefault(form, []).append(word)

    def learn(self, word: str) -> str:
        """Keep the sounds of `word` at hand, and return them; words of users are never kept."""
        return self.known.setdefault(word, self._sound_out(word))

    def said(self, word: str) -> str:
        """The sounds of `word`."""
        return self.known.get(word) or self._sound_out(word)

    def key(self, said: str) -> str:
        """The classes of the consonants of `said`, a sound said twice standing once."""
        return _once(said.translate(self._to_key))

    def near(self, said: str, limit: float) -> list[tuple[float, str]]:
        """(distance, word) of the words whose distance from `said` is at most `limit` per sound, nearest first."""
        near = []
        for word in self._candidates(said, limit):
            other = self.known[word]
            longest = max(len(said), len(other))
            distance = self._distance(said, other, limit * longest)
            if distance <= limit * longest:
                near.append((distance / longest, word))
        return sorted(near)

    def _candidates(self, said: str, limit: float) -> list[str]:
        """The words of like key that may be near enough: those of the same key first, of like length first."""
        key, size = self.key(said), len(said)
        if not key:
            return []

        def unlike(word: str) -> tuple[int, str]:
            return abs(len(self.known[word]) - size), word

        same = sorted(self.by_key.get(key, ()), key=unlike)[:MOST_COMPARED]
        others: set[str] = set()
        if len(same) < MOST_COMPARED:
            for form in (f"{_ONE_MORE}{key}", *self._without_one(key), *self._with_any(key)):
                others.update(self.by_key.get(form, ()))
        # A consonant at least is wrong in these.
        possible = [
            (apart, word)
            for apart, word in map(unlike, others.difference(same))
            if _GAP + _VOWEL_GAP * max(0, apart - 1) <= limit * max(size, len(self.known[word]))
        ]
        return [*same, *(word for _, word in sorted(possible)[: MOST_COMPARED - len(same)])]

    def _sound_out(self, word: str) -> str:
        end = len(word)

        def sound(match: re.Match[str]) -> str:
            text = match.group()
            if match.start() == 0 and f"^{text}" in self._rules:
                return self._rules[f"^{text}"]
            if match.end() == end and f"{text}$" in self._rules:
                return self._rules[f"{text}$"]
            return self._rules.get(text, text)

        return _once(self._pattern.sub(sound, word))

    def _without_one(self, key: str) -> list[str]:
        """`key` with each one of its sounds left out, where it is long enough."""
        return [key[:at] + key[at + 1 :] for at in range(len(key))] if len(key) >= self._shortest else []

    def _with_any(self, key: str) -> list[str]:
        """`key` with each one of its sounds open, where it is long enough."""
        return [f"{key[:at]}{_ANY}{key[at + 1 :]}" for at in range(len(key))] if len(key) >= self._shortest else []

    def _distance(self, left: str, right: str, most: float) -> float:
        """The edit distance, where vowels and sounds of one class cost less than others; more than `most` is not told apart."""
        if abs(len(left) - len(right)) * _VOWEL_GAP > most:
            return _FAR
        left, right = _different(left, right)
        gaps, swaps = self._gaps, self._swaps
        right_gaps = [gaps.get(sound, _GAP) for sound in right]
        row = [0.0, *accumulate(right_gaps)]
        for sound in left:
            gap, swap = gaps.get(sound, _GAP), swaps.get(sound, _NO_SWAPS)
            previous = row[0]
            best = lowest = previous + gap
            below = [best]
            for other, right_gap, above in zip(right, right_gaps, row[1:], strict=True):
                best += right_gap
                if above + gap < best:
                    best = above + gap
                swapped = previous if sound == other else previous + swap.get(other, _SWAP)
                if swapped < best:
                    best = swapped
                below.append(best)
                previous = above
                if best < lowest:
                    lowest = best
            if lowest > most:
                return _FAR
            row = below
        return row[-1]


def _different(left: str, right: str) -> tuple[str, str]:
    """Both without the sounds with which both begin, and those with which both end."""
    first, last, other = 0, len(left), len(right)
    while first < last and first < other and left[first] == right[first]:
        first += 1
    while last > first and other > first and left[last - 1] == right[other - 1]:
        last, other = last - 1, other - 1
    return left[first:last], right[first:other]


def _once(text: str) -> str:
    """`text` with each letter that follows itself left out."""
    return "".join(letter for index, letter in enumerate(text) if index == 0 or text[index - 1] != letter)
