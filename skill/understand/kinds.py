"""Which kind of question it is, judged by how often its features stand in the example questions of each kind.

A feature counts for a kind as much as it is more frequent there than among all examples (naive Bayes with each
feature's own frequency as the prior, McCallum and Nigam 1998). There is nothing trained: the table is counted from
`content/<language>/examples.yaml`, and an example that is added there is all that a correction needs.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable

from skill.understand.features import PAIR, WORD
from skill.understand.tables import KindWeights

# Examples of each kind that are taken to have each feature as often as all questions do: some, and a share of the kind's
# own, so that a kind with few examples is not preferred for what was never seen. Both by cross-validation.
SMOOTHING = 1.0
SMOOTHING_SHARE = 0.2
_UNSEEN_BEFORE = 0.5
_UNIT = 100
_FEWEST_PAIRS = 2  # a pair of words that stands in one example only is chance; without them the table is a third


def weigh(examples: Iterable[tuple[str, list[str]]]) -> KindWeights:
    """The weights of (kind, features) examples."""
    per_feature: dict[str, Counter[str]] = defaultdict(Counter)
    per_kind: Counter[str] = Counter()
    for kind, features in examples:
        per_kind[kind] += 1
        for feature in features:
            per_feature[feature][kind] += 1
    kinds, total = sorted(per_kind), per_kind.total() + 2 * _UNSEEN_BEFORE
    smoothing = {kind: SMOOTHING + SMOOTHING_SHARE * per_kind[kind] for kind in kinds}
    table: dict[str, list[int]] = {}
    for feature, counted in sorted(per_feature.items()):
        if feature.startswith(PAIR) and counted.total() < _FEWEST_PAIRS:
            continue
        frequency = (counted.total() + _UNSEEN_BEFORE) / total
        table[feature] = [
            number
            for place, kind in enumerate(kinds)
            if kind in counted
            for number in (place, _weight(1 + counted[kind] / (smoothing[kind] * frequency)))
        ]
    start = [_weight(per_kind[kind] / total) for kind in kinds]
    absent = [_weight(smoothing[kind] / (per_kind[kind] + smoothing[kind])) for kind in kinds]
    return KindWeights(kinds, start, absent, table)


def _weight(ratio: float) -> int:
    return round(math.log(ratio) * _UNIT)


class Kinds:
    """Ranks the kinds for the features of a question."""

    def __init__(self, weights: KindWeights) -> None:
        self._weights = weights

    def rank(self, features: Iterable[str]) -> list[tuple[float, str]]:
        """(score, kind), the likeliest first; empty where no word was ever seen."""
        table, scores, seen, words = self._weights.features, list(self._weights.start), 0, 0
        for feature in features:
            found = table.get(feature)
            if found:
                seen += 1
                words += feature.startswith(WORD)
                for place in range(0, len(found), 2):
                    scores[found[place]] += found[place + 1]
        if not words:
            return []
        kinds = zip(scores, self._weights.absent, self._weights.kinds, strict=True)
        return sorted((((score + seen * absent) / _UNIT, kind) for score, absent, kind in kinds), reverse=True)

    def reasons(self, features: Iterable[str], kind: str, limit: int = 6) -> list[tuple[float, str]]:
        """(weight, feature) of the features that spoke most for `kind`."""
        place = self._weights.kinds.index(kind)
        told = []
        for feature in features:
            found = self._weights.features.get(feature, [])
            weights = dict(zip(found[::2], found[1::2], strict=True))
            told.append(((weights.get(place, 0) + self._weights.absent[place]) / _UNIT, feature))
        return sorted(told, reverse=True)[:limit]
