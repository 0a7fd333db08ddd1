"""Every text of a language that somebody hears, with the place where it stands and the placeholders that it may hold."""

from collections.abc import Iterator
from typing import Annotated, Any, NamedTuple, get_args, get_origin

import msgspec

from skill.content.model import Entry, Language, Site, Symptom
from skill.content.prompts import Prompts
from skill.content.text import LOCALE_PLACEHOLDERS

SITES = "sites"  # a topic's answer may list them all


class Spoken(NamedTuple):
    """One text that is heard."""

    path: str  # below the language's folder: "prompts.yaml: site_lead"
    text: str
    may: frozenset[str]  # placeholders that are filled in here
    must: frozenset[str]  # those that it makes no sense without


def spoken(language: Language) -> Iterator[Spoken]:
    """All that is heard in `language`."""
    for site in language.sites:
        yield from _of_site(site)
    yield _plain("symptoms.yaml: label", language.general.label)
    yield from _of_symptoms("symptoms.yaml", language.general.symptoms)
    for topic in language.topics:
        path = f"topics.yaml: {topic.id}"
        yield _plain(f"{path}: name", topic.name)
        yield _plain(f"{path}: label", topic.label)
        for number, sentence in enumerate(topic.answer, 1):
            yield _filled(f"{path}: answer: {number}", sentence, may=(SITES,))
    yield from _of_entries("unlisted.yaml: places", language.unlisted.places)
    yield from _of_entries("unlisted.yaml: symptoms", language.unlisted.symptoms)
    yield from of_prompts(language.prompts)


def of_prompts(prompts: Prompts) -> Iterator[Spoken]:
    """All prompts; what each may hold is told by its type."""
    for field in msgspec.structs.fields(Prompts):
        yield from _of_prompt(f"prompts.yaml: {field.name}", getattr(prompts, field.name), field.type)


def _of_prompt(path: str, value: Any, kind: Any) -> Iterator[Spoken]:
    names = _fillable(kind)
    if isinstance(value, str):
        yield _filled(path, value, names, must=names)
    elif isinstance(value, tuple):
        yield from (_filled(f"{path}: {number}", text, names) for number, text in enumerate(value, 1))
    else:
        for field in msgspec.structs.fields(type(value)):
            yield _filled(f"{path}: {field.name}", getattr(value, field.name), (*names, *_fillable(field.type)))


def _fillable(kind: Any) -> tuple[str, ...]:
    """The placeholders that a prompt's type names (see `text.fillable`)."""
    metas = get_args(kind)[1:] if get_origin(kind) is Annotated else ()
    return tuple(name for meta in metas for name in (meta.extra or {}).get("placeholders", ()))


def _of_site(site: Site) -> Iterator[Spoken]:
    path = f"sites/{site.id}.yaml"
    yield from (_plain(f"{path}: {field}", getattr(site, field)) for field in ("label", "name"))
    yield from _of_symptoms(path, site.symptoms)
    if site.seldom:
        yield _plain(f"{path}: seldom: note", site.seldom.note)
        yield from _of_entries(f"{path}: seldom: places", site.seldom.places)


def _of_symptoms(path: str, symptoms: tuple[Symptom, ...]) -> Iterator[Spoken]:
    for symptom in symptoms:
        for field in ("name", "item", "explain"):
            yield _plain(f"{path}: symptoms: {symptom.id}: {field}", getattr(symptom, field))


def _of_entries(path: str, entries: tuple[Entry, ...]) -> Iterator[Spoken]:
    yield from (_plain(f"{path}: {entry.id}: name", entry.name) for entry in entries)


def _plain(path: str, text: str) -> Spoken:
    return _filled(path, text)


def _filled(path: str, text: str, may: tuple[str, ...] = (), must: tuple[str, ...] = ()) -> Spoken:
    return Spoken(path, text, LOCALE_PLACEHOLDERS.union(may), frozenset(must))
