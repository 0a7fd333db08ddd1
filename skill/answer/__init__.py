"""Floor 2: Query -> Answer. Knows no Alexa."""

from skill.answer.compose import compose
from skill.answer.model import Answer, Part, Role
from skill.answer.voice import Voice

__all__ = ["Answer", "Part", "Role", "Voice", "compose"]
