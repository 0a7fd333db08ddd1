"""Evidence and the likeliest kinds -> one reading: what the question asks.

What may hurt if missed comes first, by rule. Then the kinds are tried from the likeliest on; the first whose things were
found in the question is the reading. A kind never brings its own thing: without a site in the words no site is told.
"""

from collections.abc import Callable, Sequence

from skill.content.model import Language
from skill.understand.evidence import Evidence
from skill.understand.query import Query

Builder = Callable[["Facts", Evidence], Query | None]

_FEW = 3  # words that name something and tell nothing
_CLEAR = 2.0  # a lead of the likeliest kind over the next that leaves little doubt
_LIKELY = 1.0  # the same where more harm is in missing an emergency than in seeing one
_DOUBT = 1.0  # a lead that is too small to answer rather than to decline; by cross-validation on the examples
DECLINED = ("outside", "outside_medical", "outside_diagnosis")
URGENT = ("urgent", "crisis")
# Kinds that need a thing, and the sorts that will do.
EXPECTED = {
    "site": ("site",),
    "symptom": ("symptom", "sign", "seldom"),
    "not_listed": ("symptom", "sign", "seldom"),
}


class Facts:
    """What the readings need to know of the content."""

    def __init__(self, language: Language) -> None:
        self.site_of = {symptom.id: site.id for site in language.sites for symptom in site.symptoms}
        symptoms = [symptom for site in language.sites for symptom in site.symptoms]
        self.emergencies = frozenset(symptom.id for symptom in symptoms if symptom.emergency)
        self.either = tuple(either.sites for either in language.cues.either)
        self.topics = frozenset(topic.id for topic in language.topics)
        self.actions = frozenset(language.cues.navigation)


def decide(facts: Facts, evidence: Evidence, ranked: Sequence[tuple[float, str]]) -> tuple[str, Query]:
    """(why, what it reads); `ranked` are the kinds, the likeliest first."""
    first = ranked[0][1] if ranked else ""
    lead = ranked[0][0] - ranked[1][0] if len(ranked) > 1 else 0.0
    if evidence.best("despair"):
        return "despair", Query("crisis")
    steer = None if evidence.danger else _navigation(evidence)
    if steer:
        return "nothing but a wish about the conversation", steer
    if first == "crisis" and lead >= _CLEAR:
        told_now = evidence.cue("now") and not evidence.cue("ongoing")
        if told_now and facts.emergencies & set(evidence.ids("symptom")):
            return "despair, by the examples, and an emergency", Query("emergency")
        return "despair, by the examples", Query("crisis")
    if _is_emergency(facts, evidence, first, lead):
        return "emergency", Query("emergency")
    for _, kind in _in_doubt_declined(facts, ranked):
        query = build(kind, facts, evidence)
        if query:
            return f"the likeliest kind that fits: {kind}", query
    return "nothing fits", Query("unknown")


def _in_doubt_declined(facts: Facts, ranked: Sequence[tuple[float, str]]) -> list[tuple[float, str]]:
    """`ranked`, with a kind that is declined before all others that it comes near to: better silent than beside the point."""
    declined = next((each for each in ranked if each[1] in DECLINED), None)
    first = ranked[0] if ranked else None
    if not declined or not first or first[1] in facts.actions or first[1] in URGENT or first[0] - declined[0] >= _DOUBT:
        return list(ranked)
    return [declined, *ranked]


def build(kind: str, facts: Facts, evidence: Evidence) -> Query | None:
    """The query of a kind; None where the question lacks what the kind needs."""
    if kind in facts.topics:
        return Query("topic", name=kind)
    if kind in facts.actions:
        return None if evidence.things else Query("navigation", name=kind)
    builder = _BUILDERS.get(kind)
    return builder(facts, evidence) if builder else None


def _is_emergency(facts: Facts, evidence: Evidence, first: str, lead: float) -> bool:
    """Something dangerous is told as happening now."""
    if first == "urgent":
        told_so = evidence.danger_always or evidence.danger_now or bool(evidence.cue("now"))
        several = len(evidence.ids("symptom")) > 1 or _danger(facts, evidence)
        return told_so or (lead >= (_LIKELY if several else _CLEAR) and len(evidence.tokens) > _FEW)
    if not _danger(facts, evidence) or evidence.asks_back or evidence.cue("ongoing"):
        return False
    return evidence.danger_now and first in ("symptom", "not_listed", "help", "general")


def _navigation(evidence: Evidence) -> Query | None:
    """The action, where a phrase for it is all that was said."""
    best = evidence.best("nav")
    if best and not evidence.things and evidence.open_words(best.mask) == 0:
        return Query("navigation", name=best.concept[4:])
    return None


def _site(facts: Facts, evidence: Evidence) -> Query | None:
    sites = evidence.ids("site")
    if evidence.rivals:
        return Query("choose", sites=evidence.rivals)
    if sites:
        return Query("site", sites=sites, maybe_now=evidence.danger_always)
    names = evidence.ids("either")
    if names:
        return Query("choose", sites=facts.either[int(names[0])])
    places = evidence.ids("place")
    return Query("unlisted_place", name=places[0]) if places else None


def _general(facts: Facts, evidence: Evidence) -> Query | None:
    if evidence.ids("symptom") and not evidence.asks_list and not evidence.cue("general"):
        return _symptom(facts, evidence)
    return _site(facts, evidence) or Query("general")


def _symptom(facts: Facts, evidence: Evidence) -> Query | None:
    symptoms = evidence.ids("symptom")
    if not symptoms:
        return None
    if evidence.share_words("seldom", "symptom"):
        return _not_listed(facts, evidence)
    if evidence.ids("site") and evidence.symptom_is_aside:
        return _site(facts, evidence)
    about = any(cue.size > 1 for cue in evidence.cue("requests"))
    asked = evidence.asks_back or evidence.asks_list or about
    told_now = evidence.danger_now or (evidence.danger_always and not asked)
    bare = not asked and not evidence.cue("ongoing") and len(evidence.tokens) > _FEW
    maybe_now = _danger(facts, evidence) and (told_now or bare)
    return Query("symptom", sites=evidence.ids("site"), symptoms=symptoms, maybe_now=bool(maybe_now))


def _not_listed(facts: Facts, evidence: Evidence) -> Query | None:
    seldom, signs, places = evidence.ids("seldom"), evidence.ids("sign"), evidence.ids("place")
    if seldom:
        site, _, name = seldom[0].partition(":")
        return Query("seldom", sites=(site,), name=name)
    if signs:
        return Query("unlisted_symptom", name=signs[0])
    if places:
        return Query("unlisted_place", name=places[0])
    return _symptom(facts, evidence) if evidence.ids("symptom") else Query("unlisted")


def _danger(facts: Facts, evidence: Evidence) -> bool:
    """Whether something is told that would be an emergency if it happened now."""
    return bool(evidence.danger or facts.emergencies & set(evidence.ids("symptom")))


_BUILDERS: dict[str, Builder] = {
    "site": _site,
    "general": _general,
    "symptom": _symptom,
    "not_listed": _not_listed,
    "outside": lambda facts, evidence: Query("outside"),
    "outside_medical": lambda facts, evidence: Query("outside_medical"),
    "outside_diagnosis": lambda facts, evidence: Query("outside_diagnosis"),
}
