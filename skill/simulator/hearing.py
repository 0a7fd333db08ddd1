"""SSML -> the plain text that is heard."""

import html
import re

_SUB = re.compile(r"<sub\b[^>]*\balias=\"([^\"]*)\"[^>]*>.*?</sub>", re.S)
_TAG = re.compile(r"<[^>]*>")
_BEFORE_MARK = re.compile(r"\s+([.,;:!?])(?=\s|$)")


def plain(ssml: str) -> str:
    """`ssml` as text: no tags, a substitute in the place of what it stands for, entities read, single spaces."""
    text = html.unescape(_TAG.sub(" ", _SUB.sub(r"\1", ssml)))
    return _BEFORE_MARK.sub(r"\1", " ".join(text.split()))
