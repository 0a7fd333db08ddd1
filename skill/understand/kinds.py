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
UNIT = 30  # to a natural logarithm; a weight is one byte
_MOST = 255
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
    table: dict[str, bytes] = {}
    for feature, counted in sorted(per_feature.items()):
        if feature.startswith(PAIR) and counted.total() < _FEWEST_PAIRS:
            continue
        frequency = (counted.total() + _UNSEEN_BEFORE) / total
        table[feature] = bytes(min(_MOST, round(_weight(1 + counted[kind] / (smoothing[kind] * frequency)))) for kind in kinds)
    start = [round(_weight(per_kind[kind] / total), 2) for kind in kinds]
    absent = [round(_weight(smoothing[kind] / (per_kind[kind] + smoothing[kind])), 2) for kind in kinds]
    return KindWeights(kinds, start, absent, table)


def _weight(ratio: float) -> float:
    return math.log(ratio) * UNIT


class Kinds:
    """Ranks the kinds for the features of a question."""

    def __init__(self, weights: KindWeights) -> None:
        self._weights = weights

    def rank(self, features: Iterable[str]) -> list[tuple[float, str]]:
        """(score, kind), the likeliest first; empty where no word was ever seen."""
        table = self._weights.features
        seen = [feature for feature in features if feature in table]
        if not any(feature.startswith(WORD) for feature in seen):
            return []
        sums = map(sum, zip(*(table[feature] for feature in seen), strict=True))
        columns = zip(sums, self._weights.start, self._weights.absent, self._weights.kinds, strict=True)
        return sorted([((own + start + len(seen) * absent) / UNIT, kind) for own, start, absent, kind in columns], reverse=True)

    def reasons(self, features: Iterable[str], kind: str, limit: int = 6) -> list[tuple[float, str]]:
        """(weight, feature) of the features that spoke most for `kind`."""
        place = self._weights.kinds.index(kind)
        table, nothing = self._weights.features, bytes(len(self._weights.kinds))
        told = [((table.get(feature, nothing)[place] + self._weights.absent[place]) / UNIT, feature) for feature in features]
        return sorted(told, reverse=True)[:limit]
