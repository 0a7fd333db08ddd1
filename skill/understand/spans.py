"""Finds in a question the phrases and patterns of the lexicon: words -> spans -> hits.

A span is a row of words that stands for a concept; a hit is a span, or several that together make a pattern. Where words
are not in the lexicon, or make no sense, what sounds like them is tried, at a cost.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from skill.understand.lexicon import SOUND_LIMIT_ORDINARY, Lexicon
from skill.understand.sounds import SoundIndex
from skill.understand.words import EXACT, Token

MAX_GAP = 7  # words that may stand between the parts of a pattern
SOUND_LIMIT = 0.26  # how unlike, per sound, an unknown word may be that is taken for another
COST_OF_ORDINARY = 0.5  # added where all that was heard are ordinary words
COST_OF_MISHEARING = 0.2  # a known mishearing
SOUND_LIMIT_IN_FRAME = 0.22  # the same where a site must stand, as before "metastasis"
MAX_COST = 1.2
_VOCABULARY = ("w:", "p:")
_NO_RULES: dict[str, list[tuple[str, list[str]]]] = {}
_BEST_BY_SOUND = 4
_SHORTEST_ORDINARY = 3  # letters; shorter ordinary words are what they are
_MOST_JOINED = 3  # words that one word may be split into


class Hit(NamedTuple):
    """A concept found in a question."""

    concept: str
    start: int
    end: int
    mask: int  # the tokens it stands on, one bit each
    cost: float  # 0 where every word is as the lexicon has it

    @property
    def size(self) -> int:
        """How many words it explains."""
        return self.mask.bit_count()


class Edge(NamedTuple):
    """A reading of the words from one place to another as some word of the lexicon."""

    end: int
    stems: tuple[str, ...]
    cost: float


class Search:
    """Looks for the hits of one question; what its words sound like is looked up once, and kept as long as this lives."""

    def __init__(self, lexicon: Lexicon, tokens: list[Token]) -> None:
        self._lexicon = lexicon
        self._tokens = tokens
        self._ordinary = [lexicon.is_ordinary(token) for token in tokens]
        self._no_site = [token.stem in lexicon.tables.no_site for token in tokens]
        self._short = [token.skipped or len(token.word) < _SHORTEST_ORDINARY for token in tokens]
        self._alike: dict[tuple[SoundIndex, str, float], list[tuple[float, str]]] = {}

    def hits(self, frames: frozenset[int] | None = None) -> list[Hit]:
        """All hits, the phrases first.

        With `frames`, ordinary words too are taken for what they sound like, most of all where they end right before one
        of these places, at which a word for a metastasis stands.
        """
        edges = [self._edges(start, frames) for start in range(len(self._tokens))]
        spans = _longest(self._phrases(edges))
        by_concept: dict[str, list[Hit]] = defaultdict(list)
        for span in spans:
            by_concept[span.concept].append(span)
        hits = list(spans)
        single_rules = self._lexicon.tables.single_rules
        for concept, found in by_concept.items():
            if concept in single_rules:
                hits += [Hit(target, *hit[1:]) for target in single_rules[concept] for hit in found]
        hits += self._patterns(by_concept)
        return hits

    def _edges(self, start: int, frames: frozenset[int] | None) -> list[Edge]:
        """The words that may have been meant from `start` on."""
        tokens, tables = self._tokens, self._lexicon.tables
        token, joined = tokens[start], ""
        edges = [Edge(start + 1, (token.stem,), 0.0)]
        if token.word in self._lexicon.exact:
            edges.append(Edge(start + 1, (EXACT + token.word,), 0.0))
        doubtful = frames is not None
        for end in range(start + 1, min(start + _MOST_JOINED, len(tokens)) + 1):
            joined += tokens[end - 1].word
            ordinary = all(self._ordinary[start:end])
            single = end == start + 1
            if doubtful or not (ordinary and single):
                edges.extend(self._known_joins(end, joined, ordinary and single, single))
            if (ordinary and not doubtful) or (single and token.stem in tables.own):
                continue
            no_site = any(self._no_site[start:end])
            in_frame = frames is not None and end in frames
            if in_frame and no_site and single:
                continue
            lenient = in_frame and not no_site and (single or not token.skipped)
            long_enough = len(joined) >= (_SHORTEST_ORDINARY if lenient else 4 if single else 6)
            plain = any(self._short[start:end]) or (no_site and not single)
            if not ordinary or (long_enough and (lenient or not plain)):
                edges.extend(self._sound_alikes(start, end, joined, ordinary, lenient))
        if not self._ordinary[start]:
            edges.extend(self._split(start, token.word))
        return edges

    def _known_joins(self, end: int, joined: str, ordinary: bool, single: bool) -> Iterator[Edge]:
        """A word written in two, or what recognisers are known to write for a word."""
        tables = self._lexicon.tables
        meant = tables.mishearings.get(joined)
        if meant:
            yield Edge(end, (meant,), COST_OF_MISHEARING + (COST_OF_ORDINARY / 2 if ordinary else 0))
        if not single:
            stem = tables.stems.get(joined)
            if stem in tables.known:
                yield Edge(end, (stem,), 0.0)

    def _sound_alikes(self, start: int, end: int, joined: str, ordinary: bool, lenient: bool) -> Iterator[Edge]:
        lexicon = self._lexicon
        stem = lexicon.forms.stem(joined)
        said = "".join(lexicon.sounds.said(token.word) for token in self._tokens[start:end])
        if lenient:
            near = self._near(lexicon.site_sounds, said, SOUND_LIMIT_IN_FRAME)
            of_stem = lexicon.sounds.said(stem)
            if of_stem != said:
                near = near + self._near(lexicon.site_sounds, of_stem, SOUND_LIMIT_IN_FRAME)
        elif joined in lexicon.tables.ordinary:
            near = lexicon.tables.alike.get(joined, [])
        else:
            near = self._near(lexicon.sounds, said, SOUND_LIMIT_ORDINARY if ordinary else SOUND_LIMIT)
        for distance, word in sorted(near)[:_BEST_BY_SOUND]:
            if word != joined and word != stem:
                yield Edge(end, (word,), distance * 2 + (COST_OF_ORDINARY if ordinary else 0.0))

    def _near(self, index: SoundIndex, said: str, limit: float) -> list[tuple[float, str]]:
        """What `said` sounds like."""
        found = self._alike.get((index, said, limit))
        if found is None:
            found = self._alike[index, said, limit] = index.near(said, limit)
        return found

    def _split(self, start: int, word: str) -> Iterator[Edge]:
        """An unknown word as two known ones that ran together."""
        forms, known = self._lexicon.forms, self._lexicon.tables.known
        for cut in range(3, len(word) - 1):
            left, right = forms.stem(word[:cut]), forms.stem(word[cut:])
            if left in known and right in known:
                yield Edge(start + 1, (left, right), 0.1)

    def _phrases(self, edges: list[list[Edge]]) -> list[Hit]:
        found: dict[tuple[str, int], Hit] = {}
        for start in range(len(edges)):
            self._walk(edges, found, start, start, "", 0, 0.0)
        return list(found.values())

    def _walk(
        self, edges: list[list[Edge]], found: dict[tuple[str, int], Hit],
        start: int, place: int, path: str, mask: int, cost: float,
    ) -> None:  # fmt: skip
        """Follow every row of words from `place` on that begins some phrase of the lexicon."""
        phrases = self._lexicon.tables.phrases
        for end, stems, more in edges[place]:
            total = cost + more
            if total > MAX_COST:
                continue
            longer = path
            for stem in stems:
                longer = f"{longer} {stem}" if longer else stem
                if longer not in phrases:
                    break
            else:
                covered = mask | ((1 << end) - (1 << place))
                for concept in phrases[longer]:
                    best = found.get((concept, covered))
                    if best is None or best.cost > total:
                        found[concept, covered] = Hit(concept, start, end, covered, total)
                if end < len(edges):
                    self._walk(edges, found, start, end, longer, covered, total)
        if path and self._tokens[place].skipped and place + 1 < len(edges):
            self._walk(edges, found, start, place + 1, path, mask, cost)

    def _patterns(self, by_concept: dict[str, list[Hit]]) -> Iterator[Hit]:
        rules = self._lexicon.tables.rules
        for left in sorted(by_concept):
            beside = rules.get(left, _NO_RULES)
            for right in sorted(beside.keys() & by_concept.keys()):
                for target, parts in beside[right]:
                    if all(part in by_concept for part in parts):
                        yield from _combine(target, [by_concept[part] for part in parts])


def _longest(spans: list[Hit]) -> list[Hit]:
    """`spans` without vocabulary that stands inside longer vocabulary, as "breast" in "breast cancer"."""
    exact = {span.mask for span in spans if span.cost == 0 and span.size > 1 and span.concept.startswith(_VOCABULARY)}
    if not exact:
        return spans
    return [
        span
        for span in spans
        if not span.concept.startswith(_VOCABULARY)
        or not any(span.mask != mask and span.mask & mask == span.mask for mask in exact)
    ]


def _combine(target: str, choices: list[list[Hit]]) -> Iterator[Hit]:
    """The nearest way to choose one hit for each part, none on another's words, once for each first part."""
    for first in choices[0]:
        mask, start, end, cost = first.mask, first.start, first.end, first.cost
        for others in choices[1:]:
            free = [hit for hit in others if not hit.mask & mask]
            if not free:
                break
            near = min(free, key=lambda hit: max(hit.end, end) - min(hit.start, start) + 4 * hit.cost - hit.size)
            mask, cost = mask | near.mask, cost + near.cost
            start, end = min(start, near.start), max(end, near.end)
        else:
            if end - start - mask.bit_count() <= MAX_GAP and cost <= MAX_COST:
                yield Hit(target, start, end, mask, cost)
