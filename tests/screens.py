"""An answer of every kind, and what shows it."""

from collections.abc import Iterator
from typing import Any

from skill.answer import Answer, Voice
from skill.content import Content
from skill.conversation import Conversation, State
from skill.screen import Screen
from skill.understand import Query

NAVIGATION = ("help", "more", "repeat", "slower", "normal_speed", "serious", "why", "one_at_a_time", "yes", "no", "thanks")


def voice_of(content: Content, locale: str) -> Voice:
    """Who speaks in `locale`."""
    return Voice(content.languages[content.locales[locale].language], content.locales[locale])


def screen_of(content: Content, locale: str) -> Screen:
    """What shows answers in `locale`."""
    voice = voice_of(content, locale)
    return Screen(voice, voice.language.screen, content.screen)


def answers(content: Content, locale: str = "en-US") -> dict[str, Answer]:
    """Answers of every kind in `locale`, by a name for each: one-shot, and in an open session."""
    voice = voice_of(content, locale)
    talk = Conversation(voice)
    welcome, begun = talk.launch()
    found = {"launch": welcome, "fault": talk.fault()}
    for name, query in _queries(voice):
        found[name] = talk.respond(query, State(), open_session=False)[0]
        found[f"{name}_open"] = talk.respond(query, begun, open_session=True)[0]
    return found | dict(_talks(talk, voice, begun))


def _queries(voice: Voice) -> Iterator[tuple[str, Query]]:
    language = voice.language
    sites = [site.id for site in language.sites]
    yield from ((name, Query("site", sites=(name,))) for name in sites)
    yield "two_sites", Query("site", sites=(sites[0], sites[1]))
    yield "general", Query("general")
    yield "symptom", Query("symptom", symptoms=(next(iter(voice.site_of)),))
    yield "symptom_now", Query("symptom", symptoms=(next(iter(voice.site_of)),), maybe_now=True)
    seldom = next(site for site in language.sites if site.seldom)
    yield "seldom", Query("seldom", sites=(seldom.id,), name=seldom.seldom.places[0].id if seldom.seldom else "")
    yield "unlisted_place", Query("unlisted_place", name=language.unlisted.places[0].id)
    yield "unlisted_symptom", Query("unlisted_symptom", name=language.unlisted.symptoms[0].id)
    yield from ((f"topic_{topic.id}", Query("topic", name=topic.id)) for topic in language.topics)
    plain: Any
    for plain in ("unlisted", "emergency", "crisis", "outside_medical", "outside_diagnosis", "outside"):
        yield plain, Query(plain)


def _talks(talk: Conversation, voice: Voice, begun: State) -> Iterator[tuple[str, Answer]]:
    """What only a conversation comes to."""
    sites = [site.id for site in voice.language.sites]
    choice, choosing = talk.respond(Query("choose", sites=(sites[0], sites[1])), begun, open_session=True)
    yield "choose", choice
    yield "choose_help", talk.respond(Query("navigation", name="help"), choosing, open_session=True)[0]
    _, told = talk.respond(Query("site", sites=(sites[0],)), begun, open_session=True)
    for action in NAVIGATION:
        yield action, talk.respond(Query("navigation", name=action), told, open_session=True)[0]
    state = talk.respond(Query("navigation", name="one_at_a_time"), told, open_session=True)[1]
    for number in range(20):
        answer, state = talk.respond(Query("navigation", name="next"), state, open_session=True)
        yield f"next_{number}", answer
        if state.asked != "item":
            break
    state = begun
    for miss in ("first", "second", "third"):
        answer, state = talk.respond(Query("unknown"), state, open_session=True)
        yield f"miss_{miss}", answer
