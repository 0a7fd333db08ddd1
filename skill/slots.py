"""Floor 4: an intent and its slots -> Query.

Where every slot resolved, its ids are the query; otherwise the understanding reads the words that the slots carry.
"""

import msgspec
from ask_sdk_model import Intent as RequestIntent
from ask_sdk_model import Slot
from ask_sdk_model.slu.entityresolution import StatusCode

from skill.content.model import Intent, Language
from skill.content.text import fill
from skill.understand import Query, Understanding


class Filled(msgspec.Struct, frozen=True):
    """A slot with a value."""

    words: str  # as Alexa heard them
    ids: tuple[str, ...]  # of the values that entity resolution found


class SlotReader:
    """Reads the intents of one language."""

    def __init__(self, intents: dict[str, Intent], language: Language, understanding: Understanding) -> None:
        self._intents = intents
        self._understanding = understanding
        symptoms = [*language.general.symptoms, *(symptom for site in language.sites for symptom in site.symptoms)]
        self._known = {
            "site": {site.id for site in language.sites},
            "symptom": {symptom.id for symptom in symptoms},
            "topic": {topic.id for topic in language.topics},
        }

    def query(self, request: RequestIntent) -> Query:
        """What `request` asks; `unknown` for an intent that the content does not have."""
        intent = self._intents.get(request.name)
        if intent is None or intent.kind == "fallback":
            return Query("unknown")
        if intent.kind == "navigation":
            return Query("navigation", name=intent.action)
        if intent.kind == "general":
            return Query("general")
        slots = self._filled(request.slots or {})
        if intent.kind == "question":
            return self._read(" ".join(_with_carrier(name, slot, intent) for name, slot in slots.items()))
        return self._resolved(intent, slots) or self._unresolved(intent, slots)

    def _filled(self, slots: dict[str, Slot]) -> dict[str, Filled]:
        filled = {name: Filled(slot.value, self._ids(name, slot)) for name, slot in slots.items() if slot and slot.value}
        return dict(sorted(filled.items(), key=lambda pair: pair[0]))

    def _ids(self, name: str, slot: Slot) -> tuple[str, ...]:
        resolutions = slot.resolutions.resolutions_per_authority if slot.resolutions else None
        found = [
            wrapper.value.id
            for authority in resolutions or ()
            if authority.status and authority.status.code == StatusCode.ER_SUCCESS_MATCH
            for wrapper in authority.values or ()
        ]
        known = self._known.get(name, set())
        return tuple(dict.fromkeys(name for name in found if name in known))

    def _resolved(self, intent: Intent, slots: dict[str, Filled]) -> Query | None:
        """The query of the ids alone; None where a slot lacks one."""
        if not slots or any(not slot.ids for slot in slots.values()):
            return None
        sites = slots["site"].ids if "site" in slots else ()
        if intent.kind == "site" and sites:
            return Query("choose", sites=sites[:2]) if len(sites) > 1 else Query("site", sites=sites)
        if intent.kind == "symptom" and "symptom" in slots:
            return Query("symptom", sites=sites, symptoms=slots["symptom"].ids)
        if intent.kind == "topic" and "topic" in slots:
            return Query("topic", name=slots["topic"].ids[0])
        return None

    def _unresolved(self, intent: Intent, slots: dict[str, Filled]) -> Query:
        """What the intent's frame asks with the slots' words in it; never a general list for a word that is not known."""
        query = self._read(self._framed(intent, slots), expected=("site",) if intent.kind == "site" else ())
        if query.kind != "general":
            return query
        alone = self._read(" ".join(slot.words for slot in slots.values()))
        if alone.kind in ("general", "site", "topic", "choose"):
            return query
        return alone if alone.kind.startswith(("outside", "unlisted")) else Query("unlisted")

    def _framed(self, intent: Intent, slots: dict[str, Filled]) -> str:
        words = {name: slots[name].words if name in slots else "" for name in intent.slots}
        return fill(intent.frame, words) if slots else ""

    def _read(self, words: str, expected: tuple[str, ...] = ()) -> Query:
        return self._understanding.read(words, expected)


def _with_carrier(name: str, slot: Filled, intent: Intent) -> str:
    """The words of a slot, after those of its carrier, which the slot's name gives back."""
    return slot.words if name in intent.slots else f"{name.replace('_', ' ')} {slot.words}"
