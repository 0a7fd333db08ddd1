"""Custom slot types (limits as in lint; characters as for sample utterances, and digits)."""

import re
from collections.abc import Iterator
from typing import Any

LONGEST_VALUE = 140  # characters, of a value or synonym
NAME = re.compile(r"[A-Za-z][A-Za-z_]*")  # of intents, slots and slot types: alexa-games/litexa#109
_VALUE = re.compile(r"[^\W_]([\w' .-]*[\w'.])?")


def type_faults(types: list[dict[str, Any]]) -> Iterator[str]:
    """What is wrong with the slot types of a model."""
    names = [kind.get("name", "") for kind in types]
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield f"types: {name}: stands twice"
    for kind in types:
        name, values = kind.get("name", ""), kind.get("values", [])
        if not NAME.fullmatch(name):
            yield f"types: '{name}': a name is of letters and underscores"
        if not values:
            yield f"types: {name}: has no values"
        yield from (f"types: {name}: {fault}" for fault in _value_faults(values))


def _value_faults(values: list[dict[str, Any]]) -> Iterator[str]:
    names = [value.get("name", {}).get("value", "") for value in values]
    ids = [value["id"] for value in values if "id" in value]
    for text in sorted({name for name in names if names.count(name) > 1}):
        yield f"the value '{text}' stands twice"
    for text in sorted({id_ for id_ in ids if ids.count(id_) > 1}):
        yield f"the id '{text}' stands twice"
    for value in values:
        synonyms = value.get("name", {}).get("synonyms", [])
        for text in (value.get("name", {}).get("value", ""), *synonyms):
            if len(text) > LONGEST_VALUE:
                yield f"'{text[:30]}...' is longer than {LONGEST_VALUE} characters"
            elif not _VALUE.fullmatch(text):
                yield f"'{text}' holds more than letters, digits, spaces, apostrophes, hyphens and periods"
        for text in sorted({synonym for synonym in synonyms if synonyms.count(synonym) > 1}):
            yield f"the synonym '{text}' stands twice with one value"
