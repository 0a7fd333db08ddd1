"""Floor 7: hearing and speaking on this machine, without a cloud. Optional: requirements/voice.txt.

sound -> `hear` -> words; SSML -> `record` -> sound. The models are loaded when they are first needed, once.
"""

from skill.voice.hearing import hear, names
from skill.voice.packages import available, load
from skill.voice.player import play
from skill.voice.speaking import Recording, record, speak
from skill.voice.ssml import Stretch, stretches

__all__ = ["Recording", "Stretch", "available", "hear", "load", "names", "play", "record", "speak", "stretches"]
