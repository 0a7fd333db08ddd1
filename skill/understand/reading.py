"""Evidence -> one reading: what the question asks.

The readings are tried in the order of `READINGS`; the first that fits wins. What may hurt if missed comes first.
"""

from collections.abc import Callable

from skill.content.model import Language
from skill.understand.evidence import SURE, Evidence
from skill.understand.query import Query

Reading = Callable[["Facts", Evidence], Query | None]


class Facts:
    """What the readings need to know of the content."""

    def __init__(self, language: Language) -> None:
        self.site_of = {symptom.id: site.id for site in language.sites for symptom in site.symptoms}
        symptoms = [symptom for site in language.sites for symptom in site.symptoms]
        self.emergencies = frozenset(symptom.id for symptom in symptoms if symptom.emergency)
        self.either = tuple(either.sites for either in language.cues.either)


def despair(facts: Facts, evidence: Evidence) -> Query | None:
    """Somebody does not want to live."""
    return Query("crisis") if evidence.best("despair") else None


def emergency(facts: Facts, evidence: Evidence) -> Query | None:
    """Something dangerous is told as happening now."""
    asked = evidence.cue("asks_sign") or evidence.cue("lists")
    now, ongoing = evidence.cue("now"), evidence.cue("ongoing")
    always = evidence.best("emergency", limit=0.5)
    if always and always.concept.endswith(":always") and (now or not (asked or ongoing)):
        return Query("emergency")
    danger = always or facts.emergencies & set(evidence.ids("symptom"))
    if danger and now and not (ongoing and asked):
        return Query("emergency")
    return None


def navigation(facts: Facts, evidence: Evidence) -> Query | None:
    """Nothing but a wish about the conversation itself."""
    best = evidence.best("nav")
    if best and not evidence.things and evidence.open_words(best.mask) <= best.size:
        return Query("navigation", name=best.concept[4:])
    return None


def diagnosis(facts: Facts, evidence: Evidence) -> Query | None:
    """Asks what the skill cannot know about somebody."""
    hits = [hit for hit in evidence.of("outside") if hit.concept == "outside:diagnosis" and hit.cost <= SURE]
    return Query("outside_diagnosis") if hits and not evidence.ids("symptom") else None


def outside(facts: Facts, evidence: Evidence) -> Query | None:
    """Asks for what the content does not hold."""
    best = evidence.best("outside")
    if not best:
        return None
    topic = evidence.best("topic")
    inside = max(evidence.size("symptom"), evidence.size("sign"), topic.size if topic else 0)
    if evidence.ids("site") and evidence.cue("lists"):
        inside = max(inside, 2)
    if best.size < inside or (inside and best.size == inside and best.size == 1):
        return None
    return Query("outside_medical" if best.concept == "outside:medical" else "outside")


def seldom(facts: Facts, evidence: Evidence) -> Query | None:
    """A place where the cancer does not often go."""
    places = evidence.ids("seldom")
    if not places:
        return None
    site, _, name = places[0].partition(":")
    others = [symptom for symptom in evidence.ids("symptom") if facts.site_of.get(symptom) != site]
    return None if others else Query("seldom", sites=(site,), name=name)


def symptom(facts: Facts, evidence: Evidence) -> Query | None:
    """Asks about a symptom, also with a site."""
    symptoms = evidence.ids("symptom")
    if not symptoms or evidence.size("sign") > evidence.size("symptom"):
        return None
    urgent = facts.emergencies & set(symptoms)
    asked = evidence.cue("asks_sign") or evidence.cue("lists") or evidence.cue("ongoing")
    return Query("symptom", sites=evidence.ids("site"), symptoms=symptoms, maybe_now=bool(urgent and not asked))


def unlisted_symptom(facts: Facts, evidence: Evidence) -> Query | None:
    """Asks about a symptom that the article does not list."""
    signs = evidence.ids("sign")
    return Query("unlisted_symptom", name=signs[0]) if signs else None


def topic(facts: Facts, evidence: Evidence) -> Query | None:
    """Asks for what is told that is no list."""
    best = evidence.best("topic", limit=0.6)
    if not best:
        return None
    if evidence.ids("site") and (evidence.cue("lists") or best.size < 2):
        return None
    if best.size < 2 and evidence.cue("lists"):
        return None
    return Query("topic", name=best.concept[6:])


def site(facts: Facts, evidence: Evidence) -> Query | None:
    """Asks for the list of one site or more."""
    sites = evidence.ids("site")
    return Query("site", sites=sites) if sites else None


def either(facts: Facts, evidence: Evidence) -> Query | None:
    """A name that two sites share."""
    names = evidence.ids("either")
    return Query("choose", sites=facts.either[int(names[0])]) if names else None


def unlisted_place(facts: Facts, evidence: Evidence) -> Query | None:
    """Asks about a place that the article does not list."""
    places = evidence.ids("place")
    return Query("unlisted_place", name=places[0]) if places else None


def general(facts: Facts, evidence: Evidence) -> Query | None:
    """Asks for symptoms, of no site in particular."""
    if evidence.cue("lists") or evidence.cue("general") or evidence.best("general"):
        return Query("general")
    return None


def unlisted(facts: Facts, evidence: Evidence) -> Query | None:
    """Asks whether something unknown is a sign."""
    return Query("unlisted") if evidence.cue("asks_sign") else None


READINGS: tuple[Reading, ...] = (
    despair, emergency, navigation, diagnosis, outside, seldom, symptom, unlisted_symptom,
    topic, site, either, unlisted_place, general, unlisted,
)  # fmt: skip


def decide(facts: Facts, evidence: Evidence) -> tuple[str, Query]:
    """The name of the reading that fits, and what it reads."""
    for reading in READINGS:
        query = reading(facts, evidence)
        if query:
            return reading.__name__, query
    return "nothing", Query("unknown")
