"""Why a question was read as it was: words -> spans -> candidates -> the one chosen, as lines to print."""

from collections.abc import Iterator, Sequence

from skill.understand.evidence import SURE, Evidence
from skill.understand.kinds import Kinds
from skill.understand.query import Query
from skill.understand.spans import Hit

_HIDDEN = ("p", "w")  # parts of patterns, shown only by the patterns they made
_CANDIDATES = 4


def lines(
    query: Query, why: str, evidence: Evidence, kinds: Kinds, ranked: Sequence[tuple[float, str]], features: Sequence[str]
) -> Iterator[str]:
    """What was read, from the words to the query."""
    yield "words       " + " ".join(f"({token.stem})" if token.skipped else token.stem for token in evidence.tokens)
    for hit in sorted(set(evidence.hits), key=lambda hit: (hit.start, hit.end, hit.concept)):
        sort = hit.concept.split(":")[0]
        if (sort not in _HIDDEN and hit.cost <= SURE) or hit in evidence.things:
            yield "span        " + _span(hit, evidence)
    for thing in evidence.denied:
        yield f"ruled out   {thing.concept}"
    for thing in evidence.things:
        yield f"found       {_span(thing, evidence)}"
    for score, kind in ranked[:_CANDIDATES]:
        reasons = ", ".join(f"{feature!r} {weight:+.1f}" for weight, feature in kinds.reasons(features, kind))
        yield f"candidate   {kind} {score:.1f}: {reasons}"
    yield f"chosen      {why}"
    yield f"query       {query}"


def _span(hit: Hit, evidence: Evidence) -> str:
    """A hit with its words, and its cost where it rests on sound."""
    words = [token.word for place, token in enumerate(evidence.tokens) if hit.mask >> place & 1]
    return f"{hit.concept} <- {' '.join(words)}" + (f"  (by sound, cost {hit.cost:.2f})" if hit.cost else "")
