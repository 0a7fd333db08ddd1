"""Utterance -> intent and slots, from the interaction model's JSON alone.

How Alexa chooses is not public; this is an assumption. What fits a precise sample gets its intent: best where every
slot resolves, then where most words are the sample's own, then where it has fewest slots, then the first in the model.
A slot that does not resolve may hold what is no longer than the longest value of its type, and no more than four
words, and only in a sample with a word of its own. Where nothing precise fits, the open slot gets all the words: the
bare slot of the type with the longest values, since their length is what decides how many words Alexa captures. One
unknown word alone, and silence, fall back, and a fallback carries no words. Phrase slots (AMAZON.SearchQuery) are a
second net for the same words: `carried` plays an Alexa that prefers them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from skill.simulator.model import SEARCH_QUERY, Model, Sample, SlotType, Value, heard_words, read_model

FALLBACK = "AMAZON.FallbackIntent"
LAUNCH = "LaunchRequest"
_LONGEST_UNRESOLVED = 4


@dataclass(frozen=True)
class Slot:
    """A slot as a request carries it."""

    name: str
    type: str  # the slot type's name
    value: str = ""  # the words heard; none where it is empty
    matches: tuple[Value, ...] | None = None  # by entity resolution; None where the type has none


@dataclass(frozen=True)
class Recognised:
    """What Alexa makes of an utterance."""

    intent: str  # or LAUNCH
    slots: tuple[Slot, ...] = ()  # all that the intent declares
    invoked: bool = False  # the utterance named the skill, so that a new session begins


@dataclass
class _Node:
    """Where the samples that begin alike go on; the root is where all begin."""

    words: dict[str, "_Node"] = field(default_factory=dict)
    slots: dict[str, "_Node"] = field(default_factory=dict)
    ends: list[Sample] = field(default_factory=list)


_Match = tuple[Sample, dict[str, tuple[str, ...]], int]  # sample, words of its slots, how many do not resolve


class Nlu:
    """A recogniser for one interaction model."""

    def __init__(self, document: dict[str, Any], language: str = "en") -> None:
        self.model: Model = read_model(document, language)
        self._root = _Node()
        self._phrases: list[Sample] = []
        self._types: dict[str, SlotType] = {}
        for slots in self.model.intents.values():
            self._types |= {slot: self.model.types[kind] for slot, kind in slots.items() if kind in self.model.types}
        for sample in self.model.samples:
            self._add(sample)
        bare = [sample for sample in self.model.samples if [kind for _, kind in sample.parts] == [True]]
        self._open = max(bare, key=lambda sample: self._longest(sample.parts[0][0]), default=None)

    def recognise(self, utterance: str) -> Recognised:
        """The intent of `utterance`, be it inside a session or with the skill's name before it; never raises."""
        words, invoked = self._without_invocation(heard_words(utterance))
        if invoked and not words:
            return Recognised(LAUNCH, invoked=True)
        best = min(self._matches(self._root, words), key=_preference, default=None)
        if best is not None:
            return self.intend(best[0].intent, {name: " ".join(heard) for name, heard in best[1].items()}, invoked)
        if self._open is not None and len(words) > 1:
            return self.intend(self._open.intent, {self._open.parts[0][0]: " ".join(words)}, invoked)
        return Recognised(FALLBACK, invoked=invoked)

    def carried(self, utterance: str) -> Recognised:
        """As an Alexa that hears `utterance` by the longest carrier phrase that fits; else as `recognise`."""
        words = heard_words(utterance)
        fitting = [sample for sample in self._phrases if self._carrier_fits(sample, words)]
        if not fitting:
            return self.recognise(utterance)
        sample = max(fitting, key=lambda sample: len(sample.parts))
        carrier = len(sample.parts) - 1
        return self.intend(sample.intent, {sample.parts[-1][0]: " ".join(words[carrier:])})

    def intend(self, intent: str, values: dict[str, str], invoked: bool = False) -> Recognised:
        """`intent` with the words `values` in its slots, resolved; an unknown intent has the slots that are given."""
        declared = self.model.intents.get(intent) or dict.fromkeys(values, "")
        return Recognised(
            intent, tuple(self._slot(name, kind, values.get(name, "")) for name, kind in declared.items()), invoked
        )

    def _slot(self, name: str, kind: str, value: str) -> Slot:
        if not value or kind not in self.model.types:
            return Slot(name, kind, value)
        return Slot(name, kind, value, self.model.types[kind].find(heard_words(value)))

    def _longest(self, slot: str) -> int:
        return self._types[slot].longest if slot in self._types else 0

    def _add(self, sample: Sample) -> None:
        declared = self.model.intents[sample.intent]
        slots = [name for name, is_slot in sample.parts if is_slot]
        if any(declared.get(name) == SEARCH_QUERY for name in slots):
            self._phrases.append(sample)
            return
        node = self._root
        for part, is_slot in sample.parts:
            node = (node.slots if is_slot else node.words).setdefault(part, _Node())
        node.ends.append(sample)

    def _carrier_fits(self, sample: Sample, words: tuple[str, ...]) -> bool:
        carrier = tuple(part for part, is_slot in sample.parts if not is_slot)
        return sample.parts[-1][1] and len(words) > len(carrier) and words[: len(carrier)] == carrier

    def _matches(self, node: _Node, words: tuple[str, ...]) -> Iterator[_Match]:
        """Every way in which `words` are a sample from `node` on."""
        if not words:
            yield from ((sample, {}, 0) for sample in node.ends)
            return
        if words[0] in node.words:
            yield from self._matches(node.words[words[0]], words[1:])
        for name, after in node.slots.items():
            yield from self._slot_matches(name, after, words)

    def _slot_matches(self, name: str, after: _Node, words: tuple[str, ...]) -> Iterator[_Match]:
        kind = self._types.get(name)
        for length in range(1, min(len(words), kind.longest if kind else 0) + 1):
            heard = words[:length]
            missing = 0 if kind and kind.find(heard) else 1
            if missing and length > _LONGEST_UNRESOLVED:
                continue
            for sample, values, unresolved in self._matches(after, words[length:]):
                if len(sample.parts) > 1 or not missing:
                    yield sample, {name: heard, **values}, unresolved + missing

    def _without_invocation(self, words: tuple[str, ...]) -> tuple[tuple[str, ...], bool]:
        """`words` without wake word and invocation, and whether the skill was named."""
        amazon, name = self.model.amazon, self.model.invocation_name
        words = _without_start(words, amazon.wake)
        for verb in (*amazon.launch, *amazon.ask):
            start = (*verb, *name)
            if name and words[: len(start)] == start:
                return _without_start(words[len(start) :], amazon.connectors), True
        return words, False


def _without_start(words: tuple[str, ...], starts: tuple[tuple[str, ...], ...]) -> tuple[str, ...]:
    """`words` without the longest of `starts` that they begin with."""
    longest = max((len(start) for start in starts if words[: len(start)] == start), default=0)
    return words[longest:]


def _preference(match: _Match) -> tuple[int, int, int, int]:
    """The smaller, the better the match (see the module)."""
    sample, _, unresolved = match
    slots = sum(is_slot for _, is_slot in sample.parts)
    return unresolved, slots - len(sample.parts), slots, sample.rank
