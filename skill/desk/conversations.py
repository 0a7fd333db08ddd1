"""What the page talks to: the skill of one content folder, and its conversations in the simulator."""

import dataclasses
import threading
import uuid
from collections.abc import Callable
from functools import cache
from typing import Any

from skill.app import create_skill
from skill.content import Content
from skill.desk import voice
from skill.desk.devices import SCREENS, device
from skill.desk.refusal import Refusal
from skill.desk.review import review
from skill.interaction_model import model_document
from skill.simulator import Conversation, Heard, Nlu
from skill.understand import Tables, Understanding

Json = dict[str, Any]
_KEPT = 32  # conversations; the oldest is forgotten first


class Desk:
    """All conversations of the page. One turn at a time: whoever asks meanwhile waits a few milliseconds."""

    def __init__(self, content: Content, tables: dict[str, Tables], locale: str = "en-US") -> None:
        handler = create_skill(content, tables=tables)
        self._content = content
        self._tables = tables
        self._locale = locale
        self._skill: Callable[[Json], Json] = lambda request: handler(request, None)
        self._talks: dict[str, tuple[str, str, Conversation]] = {}  # id -> locale, device, conversation
        self._lock = threading.Lock()
        self._nlu = cache(self._recogniser)
        self._understanding = cache(self._reader)

    def about(self) -> Json:
        """What there is to choose from."""
        locales = {name: locale.invocation_name for name, locale in self._content.locales.items()}
        return {"locale": self._locale, "locales": locales, "screens": SCREENS, "voice": voice.available()}

    def begin(self, asked: Json) -> Json:
        """A new conversation in `locale` on `device`; no session is open yet."""
        locale, name = self._known_locale(asked), str(asked.get("device", "none"))
        if name not in SCREENS:
            raise Refusal(404, f"There is no device '{name}'.")
        with self._lock:
            while len(self._talks) >= _KEPT:
                del self._talks[next(iter(self._talks))]
            key = uuid.uuid4().hex
            self._talks[key] = (locale, name, self._conversation(locale, name))
        return {"conversation": key, "locale": locale, "device": name}

    def turn(self, asked: Json) -> Json:
        """One turn of a conversation: `do` is launch, say, touch or end."""
        key = str(asked.get("conversation"))
        with self._lock:
            if key not in self._talks:
                raise Refusal(404, "This conversation is forgotten; begin a new one.")
            locale, name, talk = self._talks[key]
            if asked.get("one_shot") and talk.open:
                talk = self._conversation(locale, name)
                self._talks[key] = (locale, name, talk)
            heard = _do(talk, asked)
            return self._turn(heard, talk.open, locale)

    def review(self, asked: Json) -> Json:
        """All that can be answered in `locale`, for whoever reviews it."""
        locale = self._content.locales[self._known_locale(asked)]
        return review(self._content.languages[locale.language], locale)

    def hear(self, sound: bytes, asked: Json) -> Json:
        """The words of a recording, by the names that are likely in `locale`."""
        language = self._content.locales[self._known_locale(asked)].language
        return {"text": voice.hear(sound, self._content.languages[language])}

    def _turn(self, heard: Heard, still_open: bool, locale: str) -> Json:
        reading = self._understanding(self._content.locales[locale].language)
        explained = list(reading.explain(heard.said).lines()) if heard.said else []
        shown = {"open": still_open, "explain": explained, "stretches": voice.read(heard.ssml)}
        return dataclasses.asdict(heard) | shown

    def _conversation(self, locale: str, name: str) -> Conversation:
        return Conversation(self._skill, self._nlu(locale), device(name, locale))

    def _recogniser(self, locale: str) -> Nlu:
        return Nlu(model_document(self._content, locale), self._content.locales[locale].language)

    def _reader(self, language: str) -> Understanding:
        return Understanding(self._content.languages[language], self._tables[language])

    def _known_locale(self, asked: Json) -> str:
        locale = str(asked.get("locale") or self._locale)
        if locale not in self._content.locales:
            raise Refusal(404, f"There is no locale '{locale}'.")
        return locale


def _do(talk: Conversation, asked: Json) -> Heard:
    match asked.get("do"):
        case "launch":
            return talk.launch()
        case "say":
            return talk.say(str(asked.get("text", "")))
        case "touch":
            return talk.touch(*asked.get("arguments", ()))
        case "end":
            return talk.end()
    raise Refusal(400, "A turn is one of launch, say, touch, end.")
