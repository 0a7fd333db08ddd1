"""Floor 3: Answer -> APL, for devices with a screen."""

from typing import Any

from skill.answer import Answer


def directives(answer: Answer, handler_input: Any) -> list[Any]:
    """The directives that show `answer` on the device that asked; none where it has no screen."""
    return []
