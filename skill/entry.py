"""The skill as both ways in use it: a checked envelope in, a response envelope out, one line in the log."""

from collections.abc import Callable
from typing import Any

from ask_sdk_core.skill import CustomSkill

from skill.deserialize import request_envelope
from skill.envelope import NOTHING, Envelope, Refusal, check_skill_id, convert
from skill.log import Line, one_line, place


def describe(envelope: Envelope, line: Line) -> None:
    """Note for the log what kind of request it is."""
    request = envelope.request
    line.request_type = request.type
    line.locale = request.locale or ""
    line.intent = request.intent.name if request.intent else ""


def answer(skill: CustomSkill, event: dict[str, Any]) -> dict[str, Any]:
    """The response envelope for a request envelope, both as JSON objects; Refusal where the SDK has no such request."""
    try:
        envelope = request_envelope(event)
    except Exception:
        # Whatever it stumbles over lies in the event, and its message may quote it.
        raise Refusal("the SDK cannot read the request envelope") from None
    response: dict[str, Any] = skill.serializer.serialize(skill.invoke(request_envelope=envelope, context=None))
    return response


def lambda_handler(skill: CustomSkill, skill_id: str | None) -> Callable[[Any, Any], dict[str, Any]]:
    """What AWS Lambda calls with each event; never raises, as the runtime would log and return the exception's text.

    A refused event, and a fault outside of what the app answers itself, get a valid envelope that says nothing;
    the log line has the outcome, and template.yaml an alarm on it.
    """

    def handler(event: Any, context: Any) -> dict[str, Any]:
        with one_line() as line:
            try:
                envelope = convert(event)
                describe(envelope, line)
                check_skill_id(envelope, skill_id)
                return answer(skill, event)
            except Refusal as refusal:
                line.outcome = f"refused: {refusal}"
            except Exception as error:
                line.outcome = f"fault: {place(error)}"
            return NOTHING

    return handler
