"""Floor 0: the content, typed and checked.

Here are the types only. What reads YAML is imported from its module, so that the Lambda does without (tools/package.py).
"""

from skill.content.model import Content, Language, Locale, Site, Symptom, Topic

__all__ = ["Content", "Language", "Locale", "Site", "Symptom", "Topic"]
