"""Floor 5: the one place where the parts are joined to a skill."""

from collections.abc import Callable, Mapping
from typing import Any

from ask_sdk_core.skill import CustomSkill
from ask_sdk_core.skill_builder import SkillBuilder

from skill.answer import Voice
from skill.content import Content
from skill.content.model import Locale as LocaleContent
from skill.conversation import Conversation
from skill.handlers import FaultHandler, LaunchHandler, Locale, Locales, QuestionHandler, SilentHandler, TouchHandler
from skill.screen import Screen
from skill.slots import SlotReader
from skill.understand import MakeTables, Tables, Understanding

Handler = Callable[[dict[str, Any], Any], dict[str, Any]]
TablesByLanguage = Mapping[str, Tables | MakeTables]


def create_skill(content: Content, skill_id: str | None = None, tables: TablesByLanguage | None = None) -> Handler:
    """The skill as AWS Lambda calls it: (request envelope, context) -> response envelope, both as JSON objects.

    With a `skill_id`, a request for another skill is refused with an AskSdkException. `tables`, by language, are what
    `compile_tables` makes of the content; without them they are made here, which takes a second or two.
    """
    handler: Handler = _builder(content, skill_id, tables or {}).lambda_handler()
    return handler


def build_custom_skill(content: Content, skill_id: str | None = None, tables: TablesByLanguage | None = None) -> CustomSkill:
    """The same skill as an object of the SDK, for a way in that does its own checks."""
    return _builder(content, skill_id, tables or {}).create()


def _builder(content: Content, skill_id: str | None, tables: TablesByLanguage) -> SkillBuilder:
    """An SDK builder with all of our handlers."""
    locales = _locales(content, tables)
    builder = SkillBuilder()
    builder.skill_id = skill_id
    for handler in (QuestionHandler(locales), LaunchHandler(locales), TouchHandler(locales), SilentHandler()):
        builder.add_request_handler(handler)
    builder.add_exception_handler(FaultHandler(locales))
    return builder


def _locales(content: Content, tables: TablesByLanguage) -> Locales:
    readers = {
        name: SlotReader(content.intents, language, Understanding(language, tables.get(name)))
        for name, language in content.languages.items()
    }

    def joined(locale: LocaleContent) -> Locale:
        language = content.languages[locale.language]
        voice = Voice(language, locale)
        return Locale(Conversation(voice), readers[locale.language], Screen(voice, language.screen, content.screen))

    return Locales({name: joined(locale) for name, locale in content.locales.items()})
