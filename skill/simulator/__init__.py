"""Floor 6: an Alexa on this machine. Imports nothing of the skill: it is given a callable and the generated JSON.

utterance -> `Nlu` (interaction model JSON) -> request envelope -> the skill -> `Heard`
"""

from skill.simulator.conversation import Conversation, Heard, Skill
from skill.simulator.envelope import Device
from skill.simulator.nlu import Nlu

__all__ = ["Conversation", "Device", "Heard", "Nlu", "Skill"]
