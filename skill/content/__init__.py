"""Floor 0: the content, typed and checked."""

from skill.content.load import FOLDER, dump, load, load_compiled
from skill.content.model import Content, Language, Locale, Site, Symptom, Topic
from skill.content.read import Faults
from skill.content.validate import validate

__all__ = [
    "FOLDER", "Content", "Faults", "Language", "Locale", "Site", "Symptom", "Topic", "dump", "load", "load_compiled",
    "validate",
]  # fmt: skip
