"""Whether an example phrase is one that the model literally has."""

import re
from typing import Any

from skill.interaction_model.lint.invocation import reserved_words

_SLOT = re.compile(r"\{(\w+)\}")


def question_of(phrase: str, invocation_name: str, language: str) -> str | None:
    """What `phrase` asks after wake word, launch word and name, "" for nothing; None where it does not begin so."""
    reserved = reserved_words(language)
    wake, verbs = "|".join(reserved["leading"]), "|".join(sorted(reserved["opening"] | reserved["asking"]))
    found = re.fullmatch(rf"(?:{wake}),? (?:{verbs}) {re.escape(invocation_name)}\b,? ?(.*)", phrase.lower().rstrip(".?!"))
    if found is None:
        return None
    joining = "|".join(reserved["joining"])
    return re.sub(rf"^(?:{joining}) ", "", found.group(1))


def is_in_samples(question: str, model: dict[str, Any]) -> bool:
    """Whether `question` is a sample of a precise intent with a real value in each slot."""
    values = {kind["name"]: _names(kind) for kind in model.get("types", [])}
    for intent in model.get("intents", []):
        types = {slot["name"]: slot["type"] for slot in intent.get("slots", [])}
        for sample in intent.get("samples", []):
            if _fits(question, sample, types, values):
                return True
    return False


def _names(kind: dict[str, Any]) -> set[str]:
    named = (value["name"] for value in kind["values"])
    return {text.lower() for name in named for text in (name["value"], *name.get("synonyms", []))}


def _fits(question: str, sample: str, types: dict[str, str], values: dict[str, set[str]]) -> bool:
    words = set(question.split())
    if not words.issuperset(_SLOT.sub(" ", sample).split()):
        return False
    parts = _SLOT.split(sample)  # words and names of slots in turn
    pattern = "".join(re.escape(part) if number % 2 == 0 else "(.+)" for number, part in enumerate(parts))
    found = re.fullmatch(pattern, question)
    return found is not None and all(
        heard in values.get(types.get(slot, ""), set()) for slot, heard in zip(parts[1::2], found.groups(), strict=True)
    )
