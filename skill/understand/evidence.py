"""Hits -> evidence: which of the things found are really meant, and which cues stand around them."""

from collections.abc import Iterable, Sequence

from skill.understand.spans import Hit
from skill.understand.words import Token

THINGS = ("site", "symptom", "seldom", "sign", "place", "either")
SURE = 0.3  # a hit that costs more must be supported by the words around it


class Evidence:
    """What speaks for each reading of one question."""

    def __init__(self, tokens: list[Token], hits: Sequence[Hit]) -> None:
        self.tokens = tokens
        self.hits = hits
        self._by_sort: dict[str, list[Hit]] = {}
        for hit in hits:
            self._by_sort.setdefault(hit.concept.split(":")[0], []).append(hit)
        self._cues: dict[str, list[Hit]] = {}
        for hit in self._by_sort.get("cue", ()):
            if hit.cost <= SURE:
                self._cues.setdefault(hit.concept[4:], []).append(hit)
        things = [hit for sort in THINGS for hit in self.of(sort) if self._supported(hit)]
        self.things, self.denied = self._meant(_undominated(things))

    def of(self, sort: str) -> list[Hit]:
        """All hits of a sort of concept."""
        return self._by_sort.get(sort, [])

    def cue(self, name: str) -> list[Hit]:
        """The places where a cue stands."""
        return self._cues.get(name, [])

    def ids(self, sort: str) -> tuple[str, ...]:
        """The ids of the things of a sort that are meant, in the order in which they were said."""
        prefix = f"{sort}:"
        said = sorted((hit.start, hit.concept[len(prefix) :]) for hit in self.things if hit.concept.startswith(prefix))
        return tuple(dict.fromkeys(name for _, name in said))

    def size(self, sort: str) -> int:
        """The words that the largest thing of a sort explains."""
        return max((hit.size for hit in self.things if hit.concept.startswith(f"{sort}:")), default=0)

    def best(self, sort: str, limit: float = SURE) -> Hit | None:
        """The hit of a sort that explains most words at the least cost."""
        hits = [hit for hit in self.of(sort) if hit.cost <= limit]
        return max(hits, key=lambda hit: (hit.size - 2 * hit.cost, -hit.start), default=None)

    def open_words(self, *taken: int) -> int:
        """How many words that matter stand outside the masks `taken`."""
        mask = 0
        for one in taken:
            mask |= one
        return sum(1 for index, token in enumerate(self.tokens) if not token.skipped and not mask >> index & 1)

    def _supported(self, hit: Hit) -> bool:
        """Whether a hit that rests on sound has its context; one that does not needs none."""
        if hit.cost <= SURE:
            return True
        words = len({*range(hit.start, hit.end)})
        if hit.concept.startswith("site:"):
            beside = any(0 <= cue.start - hit.end <= 1 or 0 <= hit.start - cue.end <= 1 for cue in self.cue("beside_site"))
            before = any(self._next_word(cue.end) == hit.start for cue in self.cue("before_site"))
            return beside or (before and hit.cost <= 0.9) or len(self.tokens) <= 3
        if hit.size >= 2 and words > hit.size:
            return hit.cost <= 0.9
        return bool(self.cue("asks_sign") or self.cue("lists")) and hit.cost <= 0.75 or hit.size >= 2 and hit.cost <= 0.8

    def _next_word(self, place: int) -> int:
        while place < len(self.tokens) and self.tokens[place].skipped:
            place += 1
        return place

    def _meant(self, things: list[Hit]) -> tuple[list[Hit], list[Hit]]:
        """`things` without those that were ruled out ("not the bones, the lungs"), unless nothing else is left."""
        denied = [hit for hit in things if self._is_denied(hit)]
        meant = [hit for hit in things if hit not in denied]
        return (meant, denied) if meant else (things, [])

    def _is_denied(self, hit: Hit) -> bool:
        before = any(0 <= self._words_between(cue.end, hit.start) <= 1 and not cue.mask & hit.mask for cue in self.cue("negation"))
        after = any(0 <= self._words_between(hit.end, cue.start) <= 1 for cue in self.cue("done"))
        return before or (after and hit.concept.startswith("site:"))

    def _words_between(self, end: int, start: int) -> int:
        if start < end:
            return -1
        return sum(1 for token in self.tokens[end:start] if not token.skipped)


def _undominated(things: Iterable[Hit]) -> list[Hit]:
    """`things` without those whose words a better one explains."""
    kept: list[Hit] = []
    for hit in sorted(things, key=lambda hit: (-(hit.size - 2 * hit.cost), hit.end - hit.start)):
        rivals = [other for other in kept if other.mask & hit.mask]
        same_words = all(other.mask == hit.mask and hit.cost == other.cost for other in rivals)
        apart = all(hit.mask & ~other.mask and hit.cost == 0 and hit.concept != other.concept and hit.size > 1 for other in rivals)
        if not rivals or same_words or apart:
            kept.append(hit)
    return kept
