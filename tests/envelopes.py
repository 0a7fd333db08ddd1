"""Request envelopes as Alexa sends them."""

import json
from datetime import datetime
from typing import Any

from tests.chains import NOW

SKILL_ID = "amzn1.ask.skill.00000000-0000-4000-8000-000000000001"
USER, SESSION, DEVICE = "amzn1.ask.account.THEUSER", "amzn1.echo-api.session.THESESSION", "amzn1.ask.device.THEDEVICE"


def envelope(
    request: dict[str, Any] | None = None,
    *,
    skill_id: str = SKILL_ID,
    at: datetime = NOW,
    new: bool = True,
    attributes: dict[str, Any] | None = None,
    apl: bool = False,
) -> dict[str, Any]:
    """A whole envelope around `request`, which is a launch where nothing else is said."""
    interfaces: dict[str, Any] = {"AudioPlayer": {}}
    if apl:
        interfaces["Alexa.Presentation.APL"] = {"runtime": {"maxVersion": "1.4"}}
    return {
        "version": "1.0",
        "session": {
            "new": new,
            "sessionId": SESSION,
            "application": {"applicationId": skill_id},
            "attributes": attributes or {},
            "user": {"userId": USER},
        },
        "context": {
            "System": {
                "application": {"applicationId": skill_id},
                "user": {"userId": USER},
                "device": {"deviceId": DEVICE, "supportedInterfaces": interfaces},
                "apiEndpoint": "https://api.amazonalexa.com",
                "apiAccessToken": "THETOKEN",
            }
        },
        "request": {
            "type": "LaunchRequest",
            "requestId": "amzn1.echo-api.request.THEREQUEST",
            "timestamp": at.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "locale": "en-US",
        }
        | (request or {}),
    }


def intent(name: str, **slots: str) -> dict[str, Any]:
    """An IntentRequest's own part, its slots not resolved."""
    described = {slot: {"name": slot, "value": value, "confirmationStatus": "NONE"} for slot, value in slots.items()}
    return {"type": "IntentRequest", "intent": {"name": name, "confirmationStatus": "NONE", "slots": described}}


def body(whole: dict[str, Any] | None = None) -> bytes:
    """An envelope as it goes over the wire."""
    return json.dumps(whole if whole is not None else envelope()).encode()
