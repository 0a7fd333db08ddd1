"""The typed, frozen objects that the YAML files in `content/` become.

A key of a file is a field here, by the same name; a field without a default is a required key.
Text that is spoken may hold placeholders such as `{emergency_number}` (see `text`).
"""

from typing import Literal

import msgspec

from skill.content.manifest import Manifest, ManifestWords
from skill.content.prompts import Prompts
from skill.content.screen import Layout, ScreenWords
from skill.content.text import Id, Text, Words


class Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something that can be asked for by name."""

    id: Id
    name: Text  # as it stands inside a sentence: "the liver", "jaundice"
    synonyms: Words = ()  # names; they also become synonyms of the slot value
    patterns: Words = ()  # other ways to be recognised: "<pain> + <belly>" (see understand/lexicon)


class Symptom(Entry, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One sign, as the article ties it to a site or to none."""

    item: Text  # as it is read out in a list
    source: Text  # the part of the article that it comes from
    explain: str = ""  # what a hard word means, said after the list
    emergency: bool = False  # may be an emergency when it happens now
    also: tuple[Id, ...] = ()  # symptoms of other sites that are hard to tell from it, told together with it


class Seldom(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Places inside a site where the cancer does not often go."""

    source: Text
    note: Text  # one sentence, told with the site's list
    places: tuple[Entry, ...]


class Site(Entry, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A place the cancer may spread to, with its list of symptoms."""

    label: Text  # a title: "Liver"
    area: Text  # the slot value's own name: "liver"
    source: Text
    symptoms: tuple[Symptom, ...]
    order: int = 100  # where it stands when the sites are told one after the other
    seldom: Seldom | None = None


class General(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The symptoms that do not depend on a site."""

    label: Text
    source: Text
    synonyms: Words
    patterns: Words = ()
    symptoms: tuple[Symptom, ...]


class Topic(Entry, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something that is told and is no list of symptoms."""

    label: Text
    source: Text
    answer: Words  # sentences


class Unlisted(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What people ask about and the article does not list."""

    places: tuple[Entry, ...]
    symptoms: tuple[Entry, ...]


class Outside(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the skill declines: medical matters beyond the article, and everything else."""

    medical: Words
    diagnosis: Words
    unrelated: Words


class Locale(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What differs between the countries of one language."""

    language: Text
    country: Text
    invocation_name: Text
    emergency_number: Text
    crisis_line: Text
    physician: Text
    sources: dict[str, Text]  # field -> where its value comes from
    spelling: dict[str, Text] = {}  # word as the tree spells it -> as this locale does


class Intent(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One intent of the interaction model and the kind of question it carries."""

    kind: Text
    action: str = ""  # for kind `navigation`: what to do
    slots: dict[str, str] = {}  # slot name -> slot type
    frame: str = ""  # the question to read when a slot did not resolve: "symptoms of {site}"
    carriers: Words = ()  # words that, each, carry an AMAZON.SearchQuery of their own


class Sounds(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How the language's spelling sounds (see understand/sounds), and how figures do (see voice/figures)."""

    spelling: dict[str, str]
    alike: Words
    vowels: str
    weak: str = ""
    figures: dict[str, str]  # "2": two, "1st": first; each of "0" to "9" is there


class CueWords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words that tell what kind of question it is."""

    lists: Words
    requests: Words
    asks_sign: Words
    now: Words
    ongoing: Words
    general: Words
    negation: Words
    done: Words
    joins: Words
    instead: Words
    beside_site: Words
    after_site: Words
    before_site: Words


class Emergency(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Patterns of what may be an emergency."""

    always: Words
    when_now: Words


class Either(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A name that two sites share."""

    names: Words
    sites: tuple[Id, Id]


class Cues(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Everything by which a question is recognised, but for the names of what it is about."""

    skipped: Words
    polite: Words
    contractions: dict[str, str]
    word_forms: tuple[tuple[tuple[str, str], ...], ...]
    irregular: dict[str, Words]
    words: dict[str, Words]
    cues: CueWords
    describes: Words  # say something of a cancer and name no place
    emergency: Emergency
    despair: Words
    navigation: dict[str, Words]
    either: tuple[Either, ...] = ()
    mishearings: dict[str, Words]


class Review(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The state of the clinical review of one language's wording."""

    clinical_review: Literal["pending"]


class Language(msgspec.Struct, frozen=True, kw_only=True):
    """All that is said and recognised in one language."""

    clinical_review: Literal["pending"]  # of our wording; no reviewer is ever claimed
    sites: tuple[Site, ...]  # in the order in which they are told
    general: General
    topics: tuple[Topic, ...]
    unlisted: Unlisted
    outside: Outside
    cues: Cues
    sounds: Sounds
    ordinary: Words
    examples: dict[str, Words]  # kind of question -> questions of that kind
    prompts: Prompts
    utterances: dict[str, Words]  # intent -> sample utterances, before expansion
    questions: Words  # examples of free questions
    manifest: ManifestWords
    screen: ScreenWords


class Content(msgspec.Struct, frozen=True, kw_only=True):
    """The whole of `content/`."""

    intents: dict[str, Intent]
    locales: dict[str, Locale]
    languages: dict[str, Language]
    manifest: Manifest
    screen: Layout
