"""What Amazon would refuse in a skill package, or mend without saying so; the sources stand beside each rule.

No offline validator exists. The rules are those of Amazon's pages and of the refusals that others met, collected in
2026; read the live pages before a submission.
"""

import json
from collections.abc import Iterator
from typing import Any

from skill.interaction_model.lint.intents import intent_faults
from skill.interaction_model.lint.invocation import invocation_faults
from skill.interaction_model.lint.manifest import manifest_faults
from skill.interaction_model.lint.types import type_faults

__all__ = ["lint"]

_MANIFEST = "skill.json"
_LARGEST_MODEL = 1_500_000  # bytes; dev-docs/custom-skills/create-the-interaction-model-for-your-skill.html, limits
_MOST_INTENTS = 250
_MOST_INTENTS_AND_TYPES = 350
_WITH_SENSITIVITY = ("en-", "de-DE")  # locales that know fallbackIntentSensitivity


def lint(package: dict[str, bytes]) -> list[str]:
    """Every fault of a skill package, as `path: message`; `package` is path in it -> the file's bytes."""
    documents, found = _read(package)
    models = {path.rsplit("/", 1)[-1].removesuffix(".json"): path for path in documents if path != _MANIFEST}
    for locale, path in models.items():
        found.extend(f"{path}: {fault}" for fault in _model_faults(documents[path], locale, len(package[path])))
    if _MANIFEST in documents:
        bodies = {locale: _body(documents[path]) for locale, path in models.items()}
        found.extend(f"{_MANIFEST}: {fault}" for fault in manifest_faults(documents[_MANIFEST], bodies))
    elif _MANIFEST not in package:
        found.append(f"{_MANIFEST}: is missing")
    return found


def _read(package: dict[str, bytes]) -> tuple[dict[str, Any], list[str]]:
    documents, found = {}, []
    for path, content in package.items():
        try:
            documents[path] = json.loads(content)
        except ValueError as error:
            found.append(f"{path}: is not JSON: {error}")
    return documents, found


def _body(document: dict[str, Any]) -> dict[str, Any]:
    body: dict[str, Any] = document.get("interactionModel", {}).get("languageModel", {})
    return body


def _model_faults(document: dict[str, Any], locale: str, size: int) -> Iterator[str]:
    body = _body(document)
    intents, types = body.get("intents", []), body.get("types", [])
    if size > _LARGEST_MODEL:
        yield f"{size} bytes are more than the {_LARGEST_MODEL} of a model"
    if len(intents) > _MOST_INTENTS:
        yield f"{len(intents)} intents are more than {_MOST_INTENTS}"
    if len(intents) + len(types) > _MOST_INTENTS_AND_TYPES:
        yield f"{len(intents) + len(types)} intents and slot types are more than {_MOST_INTENTS_AND_TYPES}"
    if "fallbackIntentSensitivity" in body.get("modelConfiguration", {}) and not locale.startswith(_WITH_SENSITIVITY):
        yield f"modelConfiguration: {locale} does not know fallbackIntentSensitivity"
    yield from invocation_faults(body.get("invocationName", ""), locale.split("-", maxsplit=1)[0])
    yield from type_faults(types)
    yield from intent_faults(intents, types)
    # Dialog.ElicitSlot is silently ignored for an intent that is not in the dialog model, and the other way round.
    known = {intent.get("name") for intent in intents}
    for intent in document.get("interactionModel", {}).get("dialog", {}).get("intents", []):
        if intent.get("name") not in known:
            yield f"dialog: {intent.get('name')}: is no intent of the model"
