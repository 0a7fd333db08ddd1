"""Request envelopes as Alexa sends them (dev-docs/custom-skills/request-and-response-json-reference.html)."""

import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from skill.simulator.nlu import LAUNCH, Recognised, Slot

APPLICATION_ID = "amzn1.ask.skill.simulated"
APL = "Alexa.Presentation.APL"
_SCREEN = {
    "experiences": [{"arcMinuteWidth": 246, "arcMinuteHeight": 144, "canRotate": False, "canResize": False}],
    "mode": "HUB",
    "shape": "RECTANGLE",
    "pixelWidth": 1024,
    "pixelHeight": 600,
    "dpi": 160,
    "currentPixelWidth": 1024,
    "currentPixelHeight": 600,
    "touch": ["SINGLE"],
}


@dataclass(frozen=True)
class Device:
    """What the user speaks to."""

    locale: str = "en-US"
    screen: bool = False  # can show APL
    viewport: dict[str, Any] = field(default_factory=lambda: dict(_SCREEN))
    application_id: str = APPLICATION_ID
    user_id: str = "amzn1.ask.account.simulated"
    device_id: str = "amzn1.ask.device.simulated"


@dataclass(frozen=True)
class Session:
    """What Alexa knows of a session when it sends a request."""

    id: str
    new: bool
    attributes: dict[str, Any]


def envelope(device: Device, session: Session, request: dict[str, Any]) -> dict[str, Any]:
    """The whole JSON body for `request`, which comes of one of the functions below."""
    application, user = {"applicationId": device.application_id}, {"userId": device.user_id}
    return {
        "version": "1.0",
        "session": {
            "new": session.new,
            "sessionId": session.id,
            "application": application,
            "attributes": session.attributes,
            "user": user,
        },
        "context": _context(device, application, user),
        "request": {
            "requestId": f"amzn1.echo-api.request.{uuid.uuid4()}",
            "locale": device.locale,
            "timestamp": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            **request,
        },
    }


def spoken_request(recognised: Recognised, device: Device) -> dict[str, Any]:
    """The LaunchRequest or IntentRequest for what was recognised."""
    if recognised.intent == LAUNCH:
        return {"type": LAUNCH, "shouldLinkResultBeReturned": False}
    intent: dict[str, Any] = {"name": recognised.intent, "confirmationStatus": "NONE"}
    if recognised.slots:
        intent["slots"] = {slot.name: _slot(slot, device.application_id) for slot in recognised.slots}
    return {"type": "IntentRequest", "intent": intent, "dialogState": "STARTED"}


def ended_request(reason: str) -> dict[str, Any]:
    """The SessionEndedRequest with `reason`: USER_INITIATED, ERROR or EXCEEDED_MAX_REPROMPTS."""
    return {"type": "SessionEndedRequest", "reason": reason}


def touched_request(arguments: list[Any], token: str = "") -> dict[str, Any]:
    """The request that a touch on an APL document sends by SendEvent."""
    source = {"type": "TouchWrapper", "handler": "Press", "id": ""}
    return {"type": "Alexa.Presentation.APL.UserEvent", "token": token, "arguments": arguments, "source": source}


def _slot(slot: Slot, application_id: str) -> dict[str, Any]:
    if not slot.value:
        return {"name": slot.name, "confirmationStatus": "NONE"}
    body: dict[str, Any] = {"name": slot.name, "value": slot.value, "confirmationStatus": "NONE", "source": "USER"}
    simple: dict[str, Any] = {"type": "Simple", "value": slot.value}
    if slot.matches is not None:
        body["resolutions"] = simple["resolutions"] = _resolutions(slot, application_id)
    return body | {"slotValue": simple}


def _resolutions(slot: Slot, application_id: str) -> dict[str, Any]:
    """Entity resolution (dev-docs/custom-skills/entity-resolution.html)."""
    authority: dict[str, Any] = {
        "authority": f"amzn1.er-authority.echo-sdk.{application_id}.{slot.type}",
        "status": {"code": "ER_SUCCESS_MATCH" if slot.matches else "ER_SUCCESS_NO_MATCH"},
    }
    if slot.matches:
        authority["values"] = [{"value": {"name": value.name, "id": value.id}} for value in slot.matches]
    return {"resolutionsPerAuthority": [authority]}


def _context(device: Device, application: dict[str, str], user: dict[str, str]) -> dict[str, Any]:
    interfaces: dict[str, Any] = {"AudioPlayer": {}}
    context: dict[str, Any] = {"AudioPlayer": {"playerActivity": "IDLE"}}
    if device.screen:
        interfaces[APL] = {"runtime": {"maxVersion": "2024.3"}}
        context["Viewport"] = device.viewport
        context["Viewports"] = [{"type": "APL", "id": "main", "shape": device.viewport.get("shape", "RECTANGLE")}]
    context["System"] = {
        "application": application,
        "user": user,
        "device": {"deviceId": device.device_id, "supportedInterfaces": interfaces},
        "apiEndpoint": "https://api.amazonalexa.com",
        "apiAccessToken": "simulated",
    }
    return context
