"""What is answered, before it becomes speech or a screen."""

from typing import Literal

import msgspec

Role = Literal[
    "lead",  # names what was understood
    "item",  # one of a list
    "note",  # anything else that is told
    "emergency",  # tells to call the emergency number
    "disclaimer",
    "question",  # what is asked of the user
    "advice",  # to contact the physician; always the last
]


class Part(msgspec.Struct, frozen=True):
    """One or more sentences, or one item of a list, as plain text."""

    role: Role
    text: str


class Answer(msgspec.Struct, frozen=True, omit_defaults=True):
    """Everything that is said in one turn."""

    kind: str  # the kind of the query that it answers, or of the turn: "site", "launch", "help", ...
    title: str
    parts: tuple[Part, ...]
    again: str = ""  # the question in other words; the session stays open when there is one
    urgent: bool = False

    @property
    def text(self) -> str:
        """All that is said, as one plain text."""
        return " ".join(part.text for part in self.parts)

    @property
    def items(self) -> tuple[str, ...]:
        """The items of the list, if it holds one."""
        return tuple(part.text for part in self.parts if part.role == "item")
