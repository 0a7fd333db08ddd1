"""A conversation with a skill: owns the session, as Alexa does."""

import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from skill.simulator.envelope import Device, Session, ended_request, envelope, spoken_request, touched_request
from skill.simulator.hearing import plain
from skill.simulator.nlu import LAUNCH, Nlu, Recognised, Slot

Skill = Callable[[dict[str, Any]], dict[str, Any]]


@dataclass(frozen=True)
class Heard:
    """One turn: what Alexa sent, and what came back."""

    said: str  # "" where nothing was said
    intent: str  # or the type of a request without one, such as LaunchRequest
    slots: dict[str, dict[str, Any]]  # slots with a value: their `value` and, where it resolved, the `ids`
    speech: str  # plain text, as heard
    ssml: str
    reprompt: str | None  # plain text
    card: dict[str, Any] | None
    directives: tuple[str, ...]  # their types
    end_session: bool
    ms: float  # milliseconds from the utterance to the response
    request: dict[str, Any]  # the whole envelopes
    response: dict[str, Any]


class Conversation:
    """Speaks with one skill on one device; a session begins with the first turn and after the end of another."""

    def __init__(self, skill: Skill, nlu: Nlu, device: Device | None = None) -> None:
        self._skill = skill
        self._nlu = nlu
        self._device = device or Device()
        self._id = ""  # of the open session
        self._attributes: dict[str, Any] = {}

    @property
    def open(self) -> bool:
        """Whether a session is open, so that Alexa listens."""
        return bool(self._id)

    def launch(self) -> Heard:
        """Opens the skill without a question; a new session."""
        return self._turn("", Recognised(LAUNCH, invoked=True), time.perf_counter())

    def say(self, text: str) -> Heard:
        """Says `text`: in the open session, else, as a one-shot question, in a new one."""
        started = time.perf_counter()
        return self._turn(text, self._nlu.recognise(text), started)

    def intend(self, intent: str, slots: dict[str, str] | None = None) -> Heard:
        """Sends `intent` with the words `slots`, whatever utterance would lead there."""
        started = time.perf_counter()
        return self._turn("", self._nlu.intend(intent, slots or {}), started)

    def touch(self, *arguments: Any) -> Heard:
        """Touches what sends `arguments` on the screen."""
        return self._send("", "Alexa.Presentation.APL.UserEvent", {}, touched_request(list(arguments)), time.perf_counter())

    def end(self, reason: str = "USER_INITIATED") -> Heard:
        """Alexa ends the session: by "exit", an error, or silence after the reprompt."""
        return self._send("", "SessionEndedRequest", {}, ended_request(reason), time.perf_counter())

    def _turn(self, said: str, recognised: Recognised, started: float) -> Heard:
        if recognised.invoked:
            self._close()
        slots = {slot.name: _filled(slot) for slot in recognised.slots if slot.value}
        return self._send(said, recognised.intent, slots, spoken_request(recognised, self._device), started)

    def _send(self, said: str, intent: str, slots: dict[str, dict[str, Any]], request: dict[str, Any], started: float) -> Heard:
        new = not self._id
        self._id = self._id or f"amzn1.echo-api.session.{uuid.uuid4()}"
        asked = envelope(self._device, Session(self._id, new, self._attributes), request)
        answered = self._skill(asked)
        ms = (time.perf_counter() - started) * 1000
        body = answered.get("response") or {}
        # A response that does not say whether the session ends, ends it, unless a screen keeps it open.
        ends = body.get("shouldEndSession", True) is True or request["type"] == "SessionEndedRequest"
        self._attributes = dict(answered.get("sessionAttributes") or {})
        if ends:
            self._close()
        return _heard(said, intent, slots, asked, answered, ends, ms)

    def _close(self) -> None:
        self._id, self._attributes = "", {}


def _heard(
    said: str,
    intent: str,
    slots: dict[str, dict[str, Any]],
    asked: dict[str, Any],
    answered: dict[str, Any],
    ends: bool,
    ms: float,
) -> Heard:
    body = answered.get("response") or {}
    ssml = _ssml(body.get("outputSpeech"))
    reprompt = _ssml((body.get("reprompt") or {}).get("outputSpeech"))
    return Heard(
        said=said,
        intent=intent,
        slots=slots,
        speech=plain(ssml),
        ssml=ssml,
        reprompt=plain(reprompt) if reprompt else None,
        card=body.get("card"),
        directives=tuple(directive["type"] for directive in body.get("directives") or ()),
        end_session=ends,
        ms=round(ms, 3),
        request=asked,
        response=answered,
    )


def _filled(slot: Slot) -> dict[str, Any]:
    ids = [value.id for value in slot.matches or () if value.id]
    return {"value": slot.value} | ({"ids": ids} if ids else {})


def _ssml(speech: dict[str, Any] | None) -> str:
    return str((speech or {}).get("ssml") or (speech or {}).get("text") or "")
