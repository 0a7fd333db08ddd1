"""Floor 7: the simulator's page, on this machine alone. It is never part of what Alexa reaches.

browser -> `server` (127.0.0.1) -> `Desk` -> `skill.simulator.Conversation` -> the skill
"""

from skill.desk.conversations import Desk
from skill.desk.server import DeskServer

__all__ = ["Desk", "DeskServer"]
