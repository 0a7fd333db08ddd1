"""The typed, frozen objects of `content/screen.yaml` and of each language's `screen.yaml`."""

from typing import Annotated, Any, Literal

import msgspec

from skill.content.text import Text

Color = Annotated[str, msgspec.Meta(pattern=r"^#[0-9A-F]{6}$")]


class Palette(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One look. What is named `..._ink` is read on the ground of that name; `ink` and `warn` are read on `paper`."""

    paper: Color
    ink: Color
    warn: Color  # what is urgent inside an answer that is not
    band: Color  # the title's ground
    band_ink: Color
    panel: Color  # the advice's ground
    panel_ink: Color
    side: Color  # the ground behind what can be touched
    chip: Color
    chip_ink: Color
    mark: Color  # dots and lines
    sign: Literal["", "alert", "heart"] = ""  # drawn beside the title
    size: float = 1  # of the words, against those of other looks


class Palettes(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The looks, by the kind of answer that wears them."""

    plain: Palette
    emergency: Palette
    crisis: Palette


class Layout(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How every answer looks."""

    palettes: Palettes
    document: dict[str, Any]  # APL


class ScreenWords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"no_": "no"}):
    """What stands on the things that can be touched, beside the sites' own labels; each can also be said."""

    repeat: Text
    one_at_a_time: Text
    slower: Text
    next: Text
    previous: Text
    both: Text
    no_: Text
    stop: Text
