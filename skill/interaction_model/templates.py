"""Sample utterances are written as templates: `(a|b)` is one of them, `[a]` may be left out, `{slot}` is a slot."""

import re

_PART = re.compile(r"[(\[|\])]|[^(\[|\])]+")
_SLOT = re.compile(r"\{([^{}]*)\}")
_CLOSING = {"(": ")", "[": "]"}


class TemplateError(ValueError):
    """A template cannot be read; the message says why."""


def expand(template: str) -> tuple[str, ...]:
    """Every sample utterance that `template` stands for, sorted; TemplateError where the brackets do not pair up."""
    parts = _PART.findall(template)
    expanded = _alternatives(parts, "")
    if parts:
        raise TemplateError(f"'{parts[0]}' closes nothing")
    samples = sorted({" ".join(sample.split()) for sample in expanded})
    if not all(samples):
        raise TemplateError("all of it may be left out")
    for sample in samples:
        slots(sample)
    return tuple(samples)


def slots(sample: str) -> tuple[str, ...]:
    """The names of the slots of `sample`, in their order; TemplateError where the braces do not pair up."""
    if re.search(r"[{}]", _SLOT.sub("", sample)):
        raise TemplateError("the braces do not pair up")
    return tuple(_SLOT.findall(sample))


def spoken(sample: str, values: dict[str, str]) -> str:
    """`sample` with each slot replaced by its value."""
    return _SLOT.sub(lambda match: values[match.group(1)], sample)


def _alternatives(parts: list[str], closing: str) -> list[str]:
    """Reads `parts` up to `closing`, which it takes along; what may stand there."""
    found, sequence = [], [""]
    while parts and parts[0] not in _CLOSING.values():
        part = parts.pop(0)
        if part == "|":
            if not closing:
                raise TemplateError("'|' stands outside of brackets")
            found.extend(sequence)
            sequence = [""]
        else:
            following = _part(part, parts)
            sequence = [before + after for before in sequence for after in following]
    if closing and (not parts or parts.pop(0) != closing):
        raise TemplateError(f"a '{closing}' is missing")
    return found + sequence


def _part(part: str, parts: list[str]) -> list[str]:
    if part not in _CLOSING:
        return [part]
    return _alternatives(parts, _CLOSING[part]) + ([""] if part == "[" else [])
