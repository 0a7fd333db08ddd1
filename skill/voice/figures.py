"""Figures -> words: a recogniser writes "1", Alexa hears "one"."""

import re
from collections.abc import Mapping

_FIGURES = re.compile(r"(?<!\w)(?<!\d[.,])\d+[^\W\d_]*\b(?![.,]\d)")  # "2", "1st"; not in "T12" and "1.5"


def in_words(text: str, figures: Mapping[str, str]) -> str:
    """`text` with its figures as `figures` has them; a number that is not there figure by figure, all else as it is."""

    def words(found: re.Match[str]) -> str:
        figure = found.group().lower()
        if figure in figures or not figure.isdecimal():
            return figures.get(figure, found.group())
        return " ".join(figures.get(digit, digit) for digit in figure)

    return _FIGURES.sub(words, text)
