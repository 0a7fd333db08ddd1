"""Floor 3: Answer -> APL, for devices with a screen.

One constant document (`content/screen.yaml`) shows every answer; only its data source is made for each. Plain JSON
objects throughout: the platform's SDK is on the floor above.
"""

from enum import Enum
from typing import Any

import msgspec

from skill.answer import Answer, Voice
from skill.content.screen import Layout, ScreenWords
from skill.content.text import escaped
from skill.understand import Query

Json = dict[str, Any]

TOKEN = "answer"  # noqa: S105  names the presentation, and is no secret

_APART = ("question", "advice")  # the question stands with the choices, the advice at the bottom


class Ready(Enum):
    """A directive as plain JSON. The SDK's serializer passes on the value of an Enum as it is, where it would copy
    a dict node by node: with some 300 nodes in the document, that would cost more than the answer itself."""

    @classmethod
    def of(cls, value: Json) -> "Ready":
        """`value`, ready to be sent."""
        ready = object.__new__(cls)
        ready._name_, ready._value_ = value["type"], value
        return ready

    @property
    def object_type(self) -> str:
        """The directive's type; the SDK looks at it."""
        return str(self._name_)


class Screen:
    """Shows answers in the words of one locale. Everything that does not depend on the answer is made here, once."""

    def __init__(self, voice: Voice, words: ScreenWords, layout: Layout) -> None:
        self._document = layout.document
        self._looks = {name: msgspec.to_builtins(look) for name, look in msgspec.structs.asdict(layout.palettes).items()}
        self._actions = {
            field.encode_name: _chip(getattr(words, field.name), Query("navigation", name=field.encode_name))
            for field in msgspec.structs.fields(words)
        }
        self._sites = [
            (voice.say(site.name).lower(), voice.say(site.label), _chip(voice.say(site.label), Query("site", sites=(site.id,))))
            for site in voice.language.sites
        ]
        self._general = _chip(voice.say(voice.language.general.label), Query("general"))
        pair = voice.prompts.list_question
        self._asks_item = {voice.say(pair.ask), voice.say(pair.again)}

    def directives(self, answer: Answer, handler_input: Any) -> list[Ready]:
        """The directives that show `answer` on the device that asked; none where it has no screen."""
        return [Ready.of(self.directive(answer))] if _has_screen(handler_input) else []

    def directive(self, answer: Answer) -> Json:
        """`answer` as an Alexa.Presentation.APL.RenderDocument."""
        return {
            "type": "Alexa.Presentation.APL.RenderDocument",
            "token": TOKEN,
            "document": self._document,
            "datasources": {"screen": self._data(answer)},
        }

    def _data(self, answer: Answer) -> Json:
        chips = self._chips(answer)
        beside = "question" if chips and any(part.role not in _APART for part in answer.parts) else ""
        return {
            "look": self._looks[_look(answer)],
            "title": escaped(answer.title),
            "parts": [
                {"role": part.role, "text": escaped(part.text)} for part in answer.parts if part.role not in ("advice", beside)
            ],
            "question": _words_of(beside, answer),
            "advice": _words_of("advice", answer),
            "chips": chips,
        }

    def _chips(self, answer: Answer) -> list[Json]:
        """What can be touched: what the question offers, then what helps with the answer at hand."""
        if not answer.again:
            return []
        question = " ".join(part.text for part in answer.parts if part.role == "question")
        if question in self._asks_item:
            return self._named("next", "previous", "repeat", "no", "stop")
        lowered = question.lower()
        offered = [chip for name, _, chip in self._sites if name in lowered]
        if offered:
            return [*offered, *self._named(*(["both"] if len(offered) == 2 else []), "repeat", "stop")]
        others = [chip for _, label, chip in self._sites if label not in answer.title]
        general = [] if answer.kind == "general" else [self._general]
        return [*others, *general, *self._named(*(["one_at_a_time"] if answer.items else []), "repeat", "slower", "stop")]

    def _named(self, *actions: str) -> list[Json]:
        return [self._actions[action] for action in actions]


def _words_of(role: str, answer: Answer) -> str:
    return escaped(" ".join(part.text for part in answer.parts if part.role == role))


def _look(answer: Answer) -> str:
    if not answer.urgent:
        return "plain"
    return "crisis" if answer.kind == "crisis" else "emergency"


def _chip(label: str, query: Query) -> Json:
    """Something to touch; its query comes back as the last argument of the user event."""
    return {"label": escaped(label), "query": msgspec.json.decode(msgspec.json.encode(query))}


def _has_screen(handler_input: Any) -> bool:
    """Whether the device says that it understands APL (certification: no directive to one that does not)."""
    context = handler_input.request_envelope.context
    device = context.system.device if context and context.system else None
    interfaces = device.supported_interfaces if device else None
    return interfaces is not None and interfaces.alexa_presentation_apl is not None
