"""Floor 3: what is said in a turn, given what was asked and what was said before. Pure; knows no Alexa."""

from skill.conversation.state import State
from skill.conversation.turns import Conversation

__all__ = ["Conversation", "State"]
