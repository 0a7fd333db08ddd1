"""Floor 7: hearing and speaking on this machine, without a cloud. Optional: requirements/voice.txt.

sound -> `hear` -> words; SSML -> `record` -> sound. The models are loaded when they are first needed, once.
"""

from skill.voice.hearing import hear, names
from skill.voice.packages import available
from skill.voice.speaking import Recording, record, speak
from skill.voice.ssml import Stretch, stretches

__all__ = ["Recording", "Stretch", "available", "hear", "names", "record", "speak", "stretches"]
