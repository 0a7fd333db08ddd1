"""Hits -> evidence: which of the things found are really meant, and which cues stand around them."""

from collections.abc import Iterable, Sequence

from skill.understand.spans import Hit
from skill.understand.words import Token

THINGS = ("site", "symptom", "seldom", "sign", "place", "either")
SURE = 0.3  # a hit that costs more rests on sound alone, and must be supported by the words around it
# The most that a thing may cost where one is expected: right before "metastasis", where the words around it want one, as a
# pattern of several words, and alone.
DARING_BEFORE_METASTASIS = 1.2
DARING = 0.95
DARING_PATTERN = 0.8
DARING_ALONE = 0.62
DARING_APART = 0.91  # with the words that stand between its parts
COST_OF_GAP = 0.2  # for each of these
LOOSE = 4  # words that matter between the parts of a pattern, from which it may be chance
BEFORE_CORRECTION, AFTER_CORRECTION = 1, 2  # words that matter, from a thing to "no, I mean", and from there to the next
RIVALRY = 0.15  # costs that differ by less decide nothing
_FAR = 99
_TOLD = ("symptom", "sign", "seldom")


class Evidence:
    """What speaks for each reading of one question.

    `expected` are the sorts of things of which the question must hold one by all else it says; then that one is taken by
    its sound with less support.
    """

    def __init__(self, tokens: list[Token], hits: Sequence[Hit], expected: tuple[str, ...] = ()) -> None:
        self.tokens = tokens
        self.hits = hits
        self._expected = expected
        self._by_sort: dict[str, list[Hit]] = {}
        for hit in hits:
            self._by_sort.setdefault(hit.concept.split(":")[0], []).append(hit)
        self._cues: dict[str, list[Hit]] = {}
        for hit in self._by_sort.get("cue", ()):
            if hit.cost <= SURE:
                self._cues.setdefault(hit.concept[4:], []).append(hit)
        self.rivals: tuple[str, ...] = ()  # two sites that the same words sound like
        expected_things, things = self._supported_things()
        self.things, self.denied = self._meant(self._tight(_undominated(expected_things, things)))
        self._ask()
        self._look_for_danger()

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

    def best(self, sort: str) -> Hit | None:
        """The hit of a sort that explains most words."""
        hits = [hit for hit in self.of(sort) if hit.cost <= SURE]
        return max(hits, key=lambda hit: (hit.size - 2 * hit.cost, -hit.start), default=None)

    def share_words(self, left: str, right: str) -> bool:
        """Whether a thing of one sort and one of another stand on the same word, as "foot bone" and "bone pain"."""
        ones, others = ([hit for hit in self.things if hit.concept.startswith(f"{sort}:")] for sort in (left, right))
        return any(one.mask & other.mask for one in ones for other in others)

    def open_words(self, mask: int) -> int:
        """How many words that matter stand outside `mask`."""
        return sum(1 for index, token in enumerate(self.tokens) if not token.skipped and not mask >> index & 1)

    def words_between(self, end: int, start: int) -> int:
        """How many words that matter stand from `end` to `start`; very many where `start` comes first."""
        if start < end:
            return _FAR
        return sum(1 for token in self.tokens[end:start] if not token.skipped)

    def _ask(self) -> None:
        """Whether a list is asked for, or whether something is a symptom: the one that is asked last."""
        last_list = max((hit.start for hit in self.cue("lists")), default=-1)
        last_back = max((hit.start for hit in self.cue("asks_sign")), default=-1)
        self.asks_list = last_list > last_back
        self.asks_back = last_back >= 0 and last_back >= last_list
        symptoms = [hit.start for hit in self.things if hit.concept.startswith("symptom:")]
        # "Lungs, what signs? I can't talk much": told after the list was asked for, and nothing asked of it.
        self.symptom_is_aside = bool(symptoms) and last_back < 0 <= last_list < min(symptoms)

    def _look_for_danger(self) -> None:
        """Whether something is told that may be an emergency, and whether it happens now."""
        dangers = [hit for hit in self.of("emergency") if hit.cost <= SURE]
        self.danger = bool(dangers)
        self.danger_always = any(hit.concept.endswith(":always") for hit in dangers)
        near = [*dangers, *(hit for hit in self.things if hit.concept.startswith("symptom:"))]
        self.danger_now = any(
            cue.mask & hit.mask or self.words_between(hit.end, cue.start) <= 2 or self.words_between(cue.end, hit.start) <= 2
            for hit in near
            for cue in self.cue("now")
        )

    def _supported_things(self) -> tuple[list[Hit], list[Hit]]:
        """(the one that was taken by its sound because it was expected, all others)."""
        sure = [hit for sort in THINGS for hit in self.of(sort) if self._supported(hit) and not self._is_outside(hit)]
        if not self._expected or any(hit.concept.split(":")[0] in self._expected for hit in sure):
            return [], sure
        choices = [hit for sort in self._expected for hit in self.of(sort)]
        daring = [hit for hit in choices if self._cost_apart(hit) <= self._dare(hit)]
        daring.sort(key=lambda hit: (hit.cost - 0.3 * hit.size, hit.start))
        self._note_rivals([hit for hit in daring if hit.concept.startswith("site:")])
        return daring[:1], sure

    def _tight(self, things: list[Hit]) -> list[Hit]:
        """`things` without what may be chance, where others are not: words that stand far apart, one word by its sound."""
        told = [hit for hit in things if hit.concept.split(":")[0] in _TOLD]
        exact = any(hit.cost == 0 for hit in told)
        loose = [
            hit
            for hit in told
            if self.words_between(hit.start, hit.end) - hit.size > LOOSE or (exact and hit.size == 1 and hit.cost > 0)
        ]
        return [hit for hit in things if hit not in loose] if len(loose) < len(told) else things

    def _note_rivals(self, sites: list[Hit]) -> None:
        """Two different sites that are as likely by their sound: nobody should guess between them."""
        if sites:
            others = [hit for hit in sites if hit.concept != sites[0].concept and hit.cost - sites[0].cost < RIVALRY]
            self.rivals = (sites[0].concept[5:], others[0].concept[5:]) if others else ()

    def _dare(self, hit: Hit) -> float:
        """The most that a hit may cost to be taken for the thing that is expected."""
        if hit.concept.startswith("site:"):
            if any(cue.start == hit.end for cue in self.cue("after_site")):
                return DARING_BEFORE_METASTASIS
            return DARING if self._in_frame(hit) else DARING_ALONE
        return DARING_PATTERN if hit.size > 1 else DARING_ALONE

    def _supported(self, hit: Hit) -> bool:
        """Whether a hit that rests on sound has its context; one that does not needs none."""
        if hit.cost <= SURE:
            return True
        sort = hit.concept.split(":")[0]
        if sort in ("either", "place", "sign") or (sort == "seldom" and hit.size < 2):
            return False
        if sort == "site" and any(other.cost == 0 for other in self.of("site")):
            return hit.cost <= DARING and self._joined(hit)
        if sort == "site":
            framed = hit.cost <= DARING and self._in_frame(hit) and bool(self.cue("beside_site"))
            return framed or self.open_words(hit.mask) == 0
        if hit.size >= 2 and self._cost_apart(hit) <= DARING_APART:
            return True
        return sort == "symptom" and bool(self.cue("asks_sign")) and hit.cost <= 0.6

    def _joined(self, hit: Hit) -> bool:
        """Whether it stands beside a place that is sure, with no more than "and" between."""
        ends = {other.end for other in self.of("site") if other.cost == 0}
        starts = {other.start for other in self.of("site") if other.cost == 0}
        return any(
            (cue.end == hit.start and cue.start in ends) or (cue.start == hit.end and cue.end in starts)
            for cue in self.cue("joins")
        )

    def _cost_apart(self, hit: Hit) -> float:
        """What a hit costs, with what it costs that other words that matter stand between its own."""
        between = self.words_between(hit.start, hit.end) - hit.size
        return hit.cost + COST_OF_GAP * max(0, between)

    def _is_outside(self, hit: Hit) -> bool:
        """Whether what rests on sound sounds more like something that is declined."""
        return hit.cost > 0 and any(
            hit.mask & ~other.mask == 0 and other.cost < hit.cost and other.size >= hit.size for other in self.of("outside")
        )

    def _in_frame(self, hit: Hit) -> bool:
        """Whether it stands where a site would: before "metastasis", after "in the"."""
        beside = any(cue.start == hit.end or cue.end == hit.start for cue in self.cue("beside_site"))
        return beside or any(self.words_between(cue.end, hit.start) == 0 for cue in self.cue("before_site"))

    def open_frames(self) -> frozenset[int]:
        """Where a word for a metastasis, or "and" and a place, stand without a place before, so that another word may be one.

        Also where "and" stands after a place. Each is the number of the word after the one in doubt.
        """
        taken = 0
        for hit in self.things:
            taken |= hit.mask
        ends = {cue.start for cue in self.cue("after_site")}
        places = [hit for hit in self.things if hit.cost == 0 and hit.concept.startswith("site:")]
        for cue in self.cue("joins"):
            ends.update(cue.start for place in places if place.start == cue.end)
            ends.update(cue.end + 1 for place in places if place.end == cue.start and cue.end < len(self.tokens))
        return frozenset(end for end in ends if end and not taken >> (end - 1) & 1 and not self.tokens[end - 1].skipped)

    def _meant(self, things: list[Hit]) -> tuple[list[Hit], list[Hit]]:
        """`things` without those that were ruled out ("not the bones, the lungs"), unless nothing else is left."""
        corrections = [(hit, other) for hit in things for other in things if self._is_corrected(hit, other)]
        instead = [other for _, other in corrections]
        denied = [hit for hit, _ in corrections]
        denied += [hit for hit in things if hit not in instead and hit not in denied and self._is_denied(hit, things)]
        meant = [hit for hit in things if hit not in denied]
        return (meant, denied) if meant else (things, [])

    def _is_corrected(self, hit: Hit, other: Hit) -> bool:
        """Whether `other` is said in place of `hit`: "the liver, no, I mean the lungs".

        Places only: "headaches, no vomiting" corrects nothing.
        """
        sites = hit.concept.startswith("site:") and other.concept.startswith("site:")
        if not sites or other.start < hit.end or hit.concept == other.concept:
            return False
        cues = [cue for cue in self.cue("instead") if hit.end <= cue.start and cue.end <= other.start]
        begun = any(self.words_between(hit.end, cue.start) <= BEFORE_CORRECTION for cue in cues)
        return begun and any(self.words_between(cue.end, other.start) <= AFTER_CORRECTION for cue in cues)

    def _is_denied(self, hit: Hit, things: list[Hit]) -> bool:
        before = any(
            self.words_between(cue.end, hit.start) <= 1
            and not cue.mask & hit.mask
            and not any(cue.end <= other.start and other.end <= hit.start for other in things)
            for cue in self.cue("negation")
        )
        after = any(self.words_between(hit.end, cue.start) <= 1 for cue in self.cue("done"))
        return before or (after and hit.concept.startswith("site:"))


def _undominated(expected: Iterable[Hit], things: Iterable[Hit]) -> list[Hit]:
    """`expected`, and `things` without those whose words a better one explains."""
    kept = list(expected)
    for hit in sorted(things, key=lambda hit: (-(hit.size - 2 * hit.cost), hit.end - hit.start)):
        rivals = [other for other in kept if other.mask & hit.mask]
        same_words = all(other.mask == hit.mask and hit.cost == other.cost for other in rivals)
        new = all(hit.mask & ~other.mask and hit.concept != other.concept for other in rivals)
        apart = new and hit.cost == 0 and hit.size > 1
        if not rivals or same_words or apart:
            kept.append(hit)
    return kept
