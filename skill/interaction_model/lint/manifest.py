"""skill.json (alexa/alexa-apis-for-python, ask_smapi_model/v1/skill/manifest; lengths as the developer console has them)."""

from collections.abc import Iterator
from typing import Any

from skill.interaction_model.lint.phrases import is_in_samples, question_of

_LONGEST = {"name": 50, "summary": 160, "description": 4000}  # characters
_MOST_KEYWORDS = 30
_PHRASES = 3
_ICONS = ("smallIconUri", "largeIconUri")
_PRIVACY = {  # what this skill has to answer
    "allowsPurchases": False,
    "containsAds": False,
    "isChildDirected": False,
    "isExportCompliant": True,
    "usesHealthInfo": False,  # for HIPAA's covered entities only, and no longer offered to third parties
    "usesPersonalInfo": False,
}


def manifest_faults(document: dict[str, Any], models: dict[str, dict[str, Any]]) -> Iterator[str]:
    """What is wrong with the manifest; `models` is locale -> language model."""
    manifest = document.get("manifest", {})
    publishing, privacy = manifest.get("publishingInformation", {}), manifest.get("privacyAndCompliance", {})
    if manifest.get("manifestVersion") != "1.0":
        yield "manifestVersion: should be 1.0"
    for key in ("category", "distributionMode", "testingInstructions"):
        if not publishing.get(key):
            yield f"publishingInformation: {key} is missing"
    if not publishing.get("isAvailableWorldwide") and not publishing.get("distributionCountries"):
        yield "publishingInformation: says in no country that it is available"
    custom = manifest.get("apis", {}).get("custom", {})
    if not custom.get("endpoint", {}).get("uri"):
        yield "apis: custom: endpoint: uri is missing"
    if {"type": "ALEXA_PRESENTATION_APL"} not in custom.get("interfaces", []):
        yield "apis: custom: interfaces: ALEXA_PRESENTATION_APL is missing"
    yield from _privacy_faults(privacy, models)
    pages = publishing.get("locales", {})
    for locale in sorted(pages.keys() ^ models.keys()):
        yield f"publishingInformation: locales: {locale}: has {'no model' if locale in pages else 'a model and no entry'}"
    for locale, page in pages.items():
        yield from (f"publishingInformation: locales: {locale}: {fault}" for fault in _page_faults(page))
        if locale in models:
            yield from (f"publishingInformation: locales: {locale}: {fault}" for fault in _phrase_faults(page, locale, models))


def _privacy_faults(privacy: dict[str, Any], models: dict[str, dict[str, Any]]) -> Iterator[str]:
    for key, wanted in _PRIVACY.items():
        if privacy.get(key) is not wanted:
            yield f"privacyAndCompliance: {key} should be {str(wanted).lower()}"
    for locale in models:
        addresses = privacy.get("locales", {}).get(locale, {})
        for key in ("privacyPolicyUrl", "termsOfUseUrl"):
            if not str(addresses.get(key, "")).startswith("https://"):
                yield f"privacyAndCompliance: locales: {locale}: {key} is no https address"


def _page_faults(page: dict[str, Any]) -> Iterator[str]:
    for key, longest in _LONGEST.items():
        if not page.get(key):
            yield f"{key} is missing"
        elif len(page[key]) > longest:
            yield f"{key} is longer than {longest} characters"
    keywords = page.get("keywords", [])
    if not keywords or len(keywords) > _MOST_KEYWORDS or len(set(keywords)) != len(keywords):
        yield f"keywords: should be 1 to {_MOST_KEYWORDS}, each once"
    for icon in _ICONS:
        if not page.get(icon):
            yield f"{icon} is missing"


def _phrase_faults(page: dict[str, Any], locale: str, models: dict[str, dict[str, Any]]) -> Iterator[str]:
    """Certification: wake word, launch word, invocation name, and what literally is a sample (policy C1)."""
    phrases = page.get("examplePhrases", [])
    if len(phrases) != _PHRASES or len(set(phrases)) != len(phrases):
        yield f"examplePhrases: should be {_PHRASES}, each another"
    for phrase in phrases:
        question = question_of(phrase, models[locale].get("invocationName", ""), locale.split("-", maxsplit=1)[0])
        if question is None:
            yield f"examplePhrases: '{phrase}' does not begin with wake word, launch word and invocation name"
        elif question and not is_in_samples(question, models[locale]):
            yield f"examplePhrases: '{phrase}' asks what is in no sample"
