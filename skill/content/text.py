"""The kinds of text in the content, and the placeholders that each may hold."""

import re
from typing import Annotated

import msgspec

Id = Annotated[str, msgspec.Meta(pattern=r"^[a-z]+(_[a-z]+)*$")]
Text = Annotated[str, msgspec.Meta(pattern=r"\S")]
Words = tuple[Text, ...]

# What a locale fills in; any spoken text may name it.
LOCALE_PLACEHOLDERS = frozenset({"emergency_number", "crisis_line", "physician", "invocation_name"})

_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})  # html.escape costs a cold start a millisecond
_PLACEHOLDER = re.compile(r"\{(\w*)\}")


def placeholders(text: str) -> frozenset[str]:
    """The names that stand in braces in `text`; ValueError when the braces do not pair up."""
    names = _PLACEHOLDER.findall(text)
    if re.search(r"[{}]", _PLACEHOLDER.sub("", text)):
        raise ValueError("the braces do not pair up")
    return frozenset(names)


def fill(text: str, values: dict[str, str]) -> str:
    """`text` with each `{name}` replaced; KeyError when a value is missing."""
    return _PLACEHOLDER.sub(lambda match: values[match.group(1)], text)


def escaped(text: str) -> str:
    """`text` with every character escaped that SSML, or a component of APL, takes for markup."""
    return text.translate(_ESCAPES)


def fillable(*names: str) -> msgspec.Meta:
    """Marks a prompt that may hold `{name}` for each of `names`, beside the locale's own."""
    return msgspec.Meta(pattern=r"\S", extra={"placeholders": names})
