"""The content's names and patterns, made ready for matching.

A pattern is one phrase, or several parts joined by `+` that stand near each other in any order; a part is a phrase or a
`<word list>`. What a pattern stands for is a concept, written `sort:id`, such as `symptom:jaundice` or `cue:now`.
"""

import itertools
import re
from collections import defaultdict
from collections.abc import Iterator

from skill.content.model import Entry, Language, Symptom
from skill.understand.sounds import SoundIndex
from skill.understand.tables import KindWeights, Tables
from skill.understand.words import EXACT, Token, WordForms

# The sorts of concepts whose words, and the word lists that they use, may be found by their sound.
SOUND_LIMIT_ORDINARY = 0.18  # how unlike, per sound, a word may be for which an ordinary word is taken
HEARD_BY_SOUND = ("site", "symptom", "seldom", "sign", "place")
_SHORTEST_BY_SOUND = 3
_SHORTEST_OF_SITES = 2  # sounds; the sites have few words, so that short ones may be searched widely
_LONG = 7  # letters from which a word of any sort may be found by its sound

_WORD_LIST = re.compile(r"<(\w+)>")


class Lexicon:
    """The phrases and patterns of one language, as a question is matched against them."""

    def __init__(self, language: Language, tables: Tables) -> None:
        self.forms = WordForms(language.cues, tables.stems)
        self.sounds = SoundIndex(language.sounds, tables.said, tables.by_key)
        self.site_sounds = SoundIndex(language.sounds, tables.said, tables.sites_by_key, _SHORTEST_OF_SITES)
        self.tables = tables
        self.exact = frozenset(word[1:] for word in tables.known if word.startswith(EXACT))

    def is_ordinary(self, token: Token) -> bool:
        """Whether the word is one that everybody knows, or that the lexicon has."""
        return token.stem in self.tables.ordinary or token.word in self.tables.ordinary


def compile_lexicon(language: Language) -> Tables:
    """The tables of `language`, its examples not yet counted."""
    return _Compiler(language).tables()


class _Compiler:
    """Collects the phrases and rules of one language."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._words = language.cues.words
        self._forms = WordForms(language.cues)
        self._phrases: dict[str, list[str]] = {}
        self._rules: dict[str, dict[str, list[tuple[str, list[str]]]]] = defaultdict(lambda: defaultdict(list))
        self._single_rules: dict[str, list[str]] = defaultdict(list)
        self._by_sound: set[str] = set()
        self._of_sites: set[str] = set()
        self._asking: set[str] = set()
        names = [name for symptom in _symptoms(language) for name in symptom.synonyms]
        self._in_names = {stem for name in names for stem in self._forms.phrase(name) if len(stem) > _SHORTEST_BY_SOUND}
        self._lists_by_sound: set[str] = set()
        for concept, pattern in _patterns(language):
            self._add(concept, pattern)
        for name, phrases in self._words.items():
            for phrase in phrases:
                self._add_phrase(f"w:{name}", phrase)

    def tables(self) -> Tables:
        """Everything collected."""
        forms, language = self._forms, self._language
        known = {word for phrase in self._phrases for word in phrase.split()}
        plain = {*language.ordinary, *language.cues.describes}
        everyday = {forms.stem(word) for word in plain}
        ordinary = known | everyday | plain
        sounds = SoundIndex(language.sounds)
        for word in sorted(ordinary):
            sounds.learn(word)
        everyday -= self._in_names
        sounds.add(word for word in self._by_sound - everyday if len(word) >= _SHORTEST_BY_SOUND)
        sites = SoundIndex(language.sounds, sounds.known, shortest=_SHORTEST_OF_SITES)
        sites.add(word for word in self._of_sites if len(word) >= _SHORTEST_BY_SOUND)
        mishearings = {
            "".join(forms.split(phrase)): forms.stem(word)
            for word, mistaken in language.cues.mishearings.items()
            for phrase in mistaken
        }
        return Tables(
            stems=forms.learn(ordinary),
            said=sounds.known,
            by_key=sounds.by_key,
            sites_by_key=sites.by_key,
            alike=_alike(sounds, sorted(ordinary), forms),
            phrases=self._phrases,
            single_rules=self._single_rules,
            rules=self._rules,
            mishearings=mishearings,
            ordinary=ordinary,
            known=known,
            no_site=self._asking | {forms.stem(word) for word in language.cues.describes},
            own=(self._by_sound - everyday) | {forms.stem(word) for word in language.cues.cues.after_site},
            weights=KindWeights([], [], [], {}),
        )

    def _add(self, concept: str, pattern: str) -> None:
        if concept.split(":")[0] in HEARD_BY_SOUND:
            self._lists_by_sound.update(f"w:{name}" for name in _WORD_LIST.findall(pattern))
        for text in self._without_inner_lists(pattern):
            listed = _WORD_LIST.fullmatch(text)
            if listed:
                self._single_rules[f"w:{listed.group(1)}"].append(concept)
            elif "+" not in text:
                self._add_phrase(concept, text)
            else:
                parts = [self._part(part.strip(), concept) for part in text.split("+")]
                left, right = sorted(parts[:2])
                self._rules[left][right].append((concept, parts))

    def _without_inner_lists(self, pattern: str) -> Iterator[str]:
        """`pattern` once for each word of a word list that stands inside a longer part."""
        choices = []
        for part in (part.strip() for part in pattern.split("+")):
            names = _WORD_LIST.findall(part)
            if not names or part == f"<{names[0]}>":
                choices.append([part])
            else:
                words = itertools.product(*(self._words[name] for name in names))
                choices.append([_replace_lists(part, chosen) for chosen in words])
        yield from (" + ".join(chosen) for chosen in itertools.product(*choices))

    def _part(self, part: str, concept: str) -> str:
        listed = _WORD_LIST.fullmatch(part)
        if listed:
            return f"w:{listed.group(1)}"
        name = f"p:{' '.join(self._forms.phrase(part))}"
        self._add_phrase(name, part, owner=concept)
        return name

    def _is_skipped(self, stem: str) -> bool:
        return all(token.skipped for token in self._forms.tokens(stem))

    def _add_phrase(self, concept: str, phrase: str, owner: str = "") -> None:
        stems = self._forms.phrase(phrase)
        for size in range(1, len(stems)):
            self._phrases.setdefault(" ".join(stems[:size]), [])
        concepts = self._phrases.setdefault(" ".join(stems), [])
        if concept not in concepts:
            concepts.append(concept)
        sort = (owner or concept).split(":")[0]
        by_sound = concept in self._lists_by_sound or sort in HEARD_BY_SOUND
        self._by_sound.update(stem for stem in stems if by_sound or len(stem) >= _LONG)
        if sort == "cue":
            self._asking.update(stems)
        if concept.startswith("site:"):
            self._of_sites.update(stem for stem in stems if not self._is_skipped(stem))


def _alike(sounds: SoundIndex, words: list[str], forms: WordForms) -> dict[str, list[tuple[float, str]]]:
    """What each of `words` sounds like, by itself or without its ending."""
    found: dict[str, list[tuple[float, str]]] = {}
    for word in words:
        said = {sounds.said(word), sounds.said(forms.stem(word))} if len(word) > _SHORTEST_BY_SOUND else set()
        near = {other: distance for text in sorted(said) for distance, other in sounds.near(text, SOUND_LIMIT_ORDINARY)}
        if near:
            found[word] = sorted((round(distance, 3), other) for other, distance in near.items())
    return found


def _symptoms(language: Language) -> Iterator[Symptom]:
    """All symptoms, those of the sites first."""
    for site in language.sites:
        yield from site.symptoms
    yield from language.general.symptoms


def _replace_lists(part: str, chosen: tuple[str, ...]) -> str:
    words = iter(chosen)
    return _WORD_LIST.sub(lambda _: next(words), part)


def _names(sort: str, entry: Entry) -> Iterator[tuple[str, str]]:
    for phrase in (*entry.synonyms, *entry.patterns):
        yield f"{sort}:{entry.id}", phrase


def _patterns(language: Language) -> Iterator[tuple[str, str]]:
    """(concept, pattern) of all that can be recognised."""
    for site in language.sites:
        yield f"site:{site.id}", site.area
        yield from _names("site", site)
        for symptom in site.symptoms:
            yield from _names("symptom", symptom)
        for place in site.seldom.places if site.seldom else ():
            yield from _names(f"seldom:{site.id}", place)
    for symptom in language.general.symptoms:
        yield from _names("symptom", symptom)
    for phrase in (*language.general.synonyms, *language.general.patterns):
        yield "general:", phrase
    for topic in language.topics:
        yield from _names("topic", topic)
    for place in language.unlisted.places:
        yield from _names("place", place)
    for sign in language.unlisted.symptoms:
        yield from _names("sign", sign)
    yield from _cue_patterns(language)


def _cue_patterns(language: Language) -> Iterator[tuple[str, str]]:
    cues, outside = language.cues, language.outside
    groups = {
        "outside:medical": outside.medical,
        "outside:diagnosis": outside.diagnosis,
        "outside:unrelated": outside.unrelated,
        "emergency:always": cues.emergency.always,
        "emergency:when_now": cues.emergency.when_now,
        "despair:": cues.despair,
        **{f"cue:{name}": getattr(cues.cues, name) for name in cues.cues.__struct_fields__},
        **{f"nav:{action}": phrases for action, phrases in cues.navigation.items()},
        **{f"either:{number}": either.names for number, either in enumerate(cues.either)},
    }
    for concept, patterns in groups.items():
        for pattern in patterns:
            yield concept, pattern
