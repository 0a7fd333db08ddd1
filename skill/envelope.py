"""What a request envelope must be before the skill sees it, on both ways in.

Only the fields that the checks need are typed; all others pass, as Alexa adds new ones at any time
(developer.amazon.com, request and response JSON reference). The words of a Refusal are for the log alone.
"""

from datetime import datetime, timedelta
from typing import Any

import msgspec

TOLERANCE = timedelta(seconds=150)  # Amazon, "host a custom skill as a web service", timestamp of the request
EVENT_TOLERANCE = timedelta(hours=1)  # the same for AlexaSkillEvent.*, which are sent again for an hour
NOTHING: dict[str, Any] = {"version": "1.0", "response": {}}  # a valid response envelope that says nothing


class Refusal(Exception):
    """The request is not answered; the message is the reason, in our words, and quotes nothing of the request."""


class Application(msgspec.Struct, frozen=True, rename="camel"):
    """The skill that a request is for."""

    application_id: str


class System(msgspec.Struct, frozen=True):
    """What Alexa says of itself."""

    application: Application


class Context(msgspec.Struct, frozen=True):
    """The state of the device at the time of the request."""

    system: System = msgspec.field(name="System")


class Session(msgspec.Struct, frozen=True):
    """The conversation that a request is part of."""

    application: Application
    attributes: dict[str, Any] | None = None


class Intent(msgspec.Struct, frozen=True):
    """What an IntentRequest is about."""

    name: str


class Request(msgspec.Struct, frozen=True, rename="camel"):
    """What happened."""

    type: str
    timestamp: str
    request_id: str
    locale: str | None = None
    intent: Intent | None = None


class Envelope(msgspec.Struct, frozen=True):
    """A request as far as it is checked."""

    version: str
    context: Context
    request: Request
    session: Session | None = None


def parse(text: str) -> Any:
    """What a request's body says in JSON."""
    try:
        return msgspec.json.decode(text)
    except (msgspec.MsgspecError, RecursionError, UnicodeError):
        raise Refusal("the body is no JSON") from None


def convert(event: object) -> Envelope:
    """The envelope in a JSON object."""
    try:
        envelope = msgspec.convert(event, Envelope)
    except (msgspec.MsgspecError, RecursionError, UnicodeError):
        raise Refusal("it is no request envelope") from None
    if envelope.request.type == "IntentRequest" and envelope.request.intent is None:
        raise Refusal("an IntentRequest without an intent")
    return envelope


def check_timestamp(envelope: Envelope, now: datetime) -> None:
    """Refuse what was not sent about `now` (with a time zone): it may be an old request, sent again."""
    try:
        sent = datetime.fromisoformat(envelope.request.timestamp)
        distance = abs(now - sent)
    except (ValueError, TypeError, OverflowError):
        raise Refusal("the timestamp is no time with a time zone") from None
    event = envelope.request.type.startswith("AlexaSkillEvent.")
    if distance > (EVENT_TOLERANCE if event else TOLERANCE):
        raise Refusal("the timestamp is too far from now")


def check_skill_id(envelope: Envelope, skill_id: str | None) -> None:
    """Refuse a request for another skill; without a configured id, every request."""
    if not skill_id:
        raise Refusal("no skill id is configured, so nothing is answered")
    asked = {envelope.context.system.application.application_id}
    if envelope.session:
        asked.add(envelope.session.application.application_id)
    if asked != {skill_id}:
        raise Refusal("the request is for another skill")
