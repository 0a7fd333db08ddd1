"""Which kind of question it is, judged by how often its features stand in the example questions of each kind.

A feature counts for a kind as much as it is more frequent there than among all examples (naive Bayes with each
feature's own frequency as the prior, McCallum and Nigam 1998). There is nothing trained: the table is counted from
`content/<language>/examples.yaml`, and an example that is added there is all that a correction needs.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable

from skill.understand.tables import KindCounts

# Examples of each kind that are taken to have each feature as often as all questions do: some, and a share of the kind's
# own, so that a kind with few examples is not preferred for what was never seen. Both by cross-validation.
SMOOTHING = 1.0
SMOOTHING_SHARE = 0.2
_UNSEEN_BEFORE = 0.5


def count(examples: Iterable[tuple[str, list[str]]]) -> KindCounts:
    """Count (kind, features) examples."""
    per_feature: dict[str, Counter[str]] = defaultdict(Counter)
    per_kind: Counter[str] = Counter()
    for kind, features in examples:
        per_kind[kind] += 1
        for feature in features:
            per_feature[feature][kind] += 1
    kinds = sorted(per_kind)
    place = {kind: index for index, kind in enumerate(kinds)}
    table = {
        feature: [number for kind, seen in sorted(counted.items()) for number in (place[kind], seen)]
        for feature, counted in sorted(per_feature.items())
    }
    return KindCounts(kinds, [per_kind[kind] for kind in kinds], table)


class Kinds:
    """Ranks the kinds for the features of a question."""

    def __init__(self, counts: KindCounts) -> None:
        self._counts = counts
        self._total = sum(counts.examples) + 2 * _UNSEEN_BEFORE
        self._smoothing = [SMOOTHING + SMOOTHING_SHARE * examples for examples in counts.examples]
        pairs = zip(counts.examples, self._smoothing, strict=True)
        self._absent = [math.log(smoothing / (examples + smoothing)) for examples, smoothing in pairs]
        self._prior = [math.log(examples / self._total) for examples in counts.examples]

    def rank(self, features: Iterable[str]) -> list[tuple[float, str]]:
        """(score, kind), the likeliest first; empty where no feature was ever seen."""
        table, scores, seen = self._counts.features, list(self._prior), 0
        for feature in features:
            counted = table.get(feature)
            if counted:
                seen += 1
                for kind, weight in self._weights(counted):
                    scores[kind] += weight
        if not seen:
            return []
        kinds = zip(scores, self._absent, self._counts.kinds, strict=True)
        return sorted(((score + seen * absent, kind) for score, absent, kind in kinds), reverse=True)

    def reasons(self, features: Iterable[str], kind: str, limit: int = 6) -> list[tuple[float, str]]:
        """(weight, feature) of the features that spoke most for `kind`."""
        place = self._counts.kinds.index(kind)
        found = []
        for feature in features:
            weights = dict(self._weights(self._counts.features.get(feature, [])))
            found.append((weights.get(place, 0.0) + self._absent[place], feature))
        return sorted(found, reverse=True)[:limit]

    def _weights(self, counted: list[int]) -> list[tuple[int, float]]:
        """(kind, weight) of one feature, over what its absence would weigh."""
        frequency, smoothing = (sum(counted[1::2]) + _UNSEEN_BEFORE) / self._total, self._smoothing
        pairs = zip(counted[::2], counted[1::2], strict=True)
        return [(kind, math.log(1 + seen / (smoothing[kind] * frequency))) for kind, seen in pairs]
