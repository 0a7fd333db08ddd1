"""What a question asks, as the floors above see it: ids only, never a word that the user said."""

from typing import Literal

import msgspec

Kind = Literal[
    "site", "general", "symptom", "seldom", "unlisted_place", "unlisted_symptom", "unlisted",
    "topic", "choose", "emergency", "crisis",
    "outside_medical", "outside_diagnosis", "outside", "navigation", "unknown",
]  # fmt: skip


class Query(msgspec.Struct, frozen=True, omit_defaults=True):
    """One question, understood."""

    kind: Kind
    sites: tuple[str, ...] = ()  # the sites asked about; for `choose`, the two to choose from
    symptoms: tuple[str, ...] = ()
    name: str = ""  # the id of the topic, the unlisted thing, the seldom place, or the action of navigation
    maybe_now: bool = False  # it may be happening right now, or be meant as a question
