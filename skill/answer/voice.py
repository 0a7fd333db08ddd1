"""The words of one locale: the language's text, filled in and spelled as that locale does."""

import re
from collections.abc import Sequence

from skill.answer.model import Part, Role
from skill.content.model import Language, Locale, Site, Symptom
from skill.content.text import fill


class Voice:
    """Speaks the content in one locale."""

    def __init__(self, language: Language, locale: Locale) -> None:
        self.language = language
        self.prompts = language.prompts
        self.sites: dict[str, Site] = {site.id: site for site in language.sites}
        self.site_of: dict[str, Site] = {symptom.id: site for site in language.sites for symptom in site.symptoms}
        symptoms = [*language.general.symptoms, *(symptom for site in language.sites for symptom in site.symptoms)]
        self.symptoms: dict[str, Symptom] = {symptom.id: symptom for symptom in symptoms}
        self._spelling = locale.spelling
        self._spelled = re.compile(rf"\b(?:{'|'.join(map(re.escape, locale.spelling))})\b", re.I) if locale.spelling else None
        self._values = {
            "emergency_number": locale.emergency_number,
            "crisis_line": locale.crisis_line,
            "physician": locale.physician,
            "invocation_name": locale.invocation_name,
        }

    def say(self, text: str, **values: str) -> str:
        """`text` with its placeholders filled, as a sentence."""
        said = fill(text, {**self._values, **values})
        if self._spelled:
            said = self._spelled.sub(self._spell, said)
        return said[:1].upper() + said[1:]

    def part(self, role: Role, text: str, **values: str) -> Part:
        """One part of an answer."""
        return Part(role, self.say(text, **values))

    def parts(self, role: Role, sentences: Sequence[str], **values: str) -> list[Part]:
        """One part for each of `sentences`."""
        return [self.part(role, sentence, **values) for sentence in sentences]

    def both(self, names: Sequence[str]) -> str:
        """`names` as a list in a sentence: "a", "a and b", "a, b, and c"."""
        return self.joined(names, self.prompts.list_and)

    def joined(self, names: Sequence[str], word: str) -> str:
        """`names` as a list in a sentence, with `word` before the last."""
        if len(names) <= 2:
            return f" {word} ".join(names)
        return f"{', '.join(names[:-1])}, {word} {names[-1]}"

    def site_names(self, ids: Sequence[str]) -> str:
        """The names of sites as a list in a sentence."""
        return self.both([self.sites[name].name for name in ids])

    def _spell(self, match: re.Match[str]) -> str:
        word = match.group()
        other = self._spelling[word.lower()]
        return other.capitalize() if word[0].isupper() else other
