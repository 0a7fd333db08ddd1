"""What a session remembers from turn to turn."""

from typing import Literal

import msgspec

from skill.answer import Answer
from skill.understand import Query

Asked = Literal["", "open", "another", "which", "choose", "item"]
Rate = Literal["", "slow", "x-slow"]


class State(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a session remembers: ids and our own words, nothing that the user said."""

    asked: Asked = ""
    last: Query | None = None  # the last question that had an answer of its own
    said: Answer | None = None  # the last answer, to repeat it word for word
    choices: tuple[str, ...] = ()  # the sites that were offered
    item: int = 0  # which item of the list was read, from 0
    rate: Rate = ""
    misses: int = 0
    disclaimed: bool = False
