"""content -> the skill package: its files as bytes, written to a folder or compared with it."""

import json
from pathlib import Path
from typing import Any

from skill.content import Content
from skill.content.model import Language, Locale
from skill.content.read import Faults
from skill.interaction_model.faults import content_faults
from skill.interaction_model.intents import intent_document
from skill.interaction_model.manifest import manifest_document
from skill.interaction_model.slot_types import slot_types, type_document

FOLDER = Path(__file__).resolve().parents[2] / "interaction_model"
MODELS = "interactionModels/custom"
MANIFEST = "skill.json"


def generate(content: Content) -> dict[str, bytes]:
    """Path in the skill package -> the file's bytes, the same for the same content; Faults where the content has some."""
    faults = content_faults(content)
    if faults:
        raise Faults(faults)
    files = {MANIFEST: _bytes(manifest_document(content))}
    return files | {model_path(name): _bytes(model_document(content, name)) for name in sorted(content.locales)}


def model_path(locale: str) -> str:
    """Where the interaction model of `locale` stands in the skill package."""
    return f"{MODELS}/{locale}.json"


def model_document(content: Content, locale_name: str) -> dict[str, Any]:
    """The interaction model of one locale."""
    locale = content.locales[locale_name]
    language = content.languages[locale.language]
    return {"interactionModel": {"languageModel": _language_model(content, language, locale)}}


def write(package: dict[str, bytes], folder: Path = FOLDER) -> list[str]:
    """Writes the package to `folder` and removes models that it no longer has; the paths that changed."""
    changed = stale(package, folder)
    for path in changed:
        target = folder / path
        if path in package:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(package[path])
        else:
            target.unlink()
    return changed


def stale(package: dict[str, bytes], folder: Path = FOLDER) -> list[str]:
    """The paths at which `folder` is not what `package` is, byte for byte."""
    there = read_package(folder)
    return sorted(path for path in package.keys() | there.keys() if package.get(path) != there.get(path))


def read_package(folder: Path = FOLDER) -> dict[str, bytes]:
    """The generated files that stand in `folder`."""
    paths = [folder / MANIFEST, *sorted((folder / MODELS).glob("*.json"))]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths if path.is_file()}


def _language_model(content: Content, language: Language, locale: Locale) -> dict[str, Any]:
    used = {kind for intent in content.intents.values() for kind in intent.slots.values()}
    types = slot_types(language, locale)
    return {
        "invocationName": locale.invocation_name,
        "modelConfiguration": {"fallbackIntentSensitivity": {"level": "LOW"}},
        "intents": [intent_document(name, intent, language, locale) for name, intent in content.intents.items()],
        "types": [type_document(name, values) for name, values in types.items() if name in used],
    }


def _bytes(document: dict[str, Any]) -> bytes:
    return (json.dumps(document, indent=2, ensure_ascii=False) + "\n").encode()
