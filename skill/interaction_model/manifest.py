"""content -> skill.json, the manifest of the skill package."""

from typing import Any

from skill.content.model import Content, Language, Locale
from skill.content.text import fill


def manifest_document(content: Content) -> dict[str, Any]:
    """The manifest, as ask-cli deploys it; the endpoint is a placeholder until then."""
    return {
        "manifest": {
            "manifestVersion": "1.0",
            "publishingInformation": _publishing(content),
            "privacyAndCompliance": _privacy(content),
            "apis": {
                "custom": {
                    "endpoint": {"uri": content.manifest.endpoint},
                    "interfaces": [{"type": "ALEXA_PRESENTATION_APL"}],
                }
            },
        }
    }


def _publishing(content: Content) -> dict[str, Any]:
    first = next(iter(content.locales.values()))
    instructions = content.languages[first.language].manifest.testing_instructions
    return {
        "category": content.manifest.category,
        "distributionCountries": sorted({locale.country for locale in content.locales.values()}),
        "distributionMode": "PUBLIC",
        "isAvailableWorldwide": False,
        "testingInstructions": "\n\n".join(_filled(content, first, instructions)),
        "locales": {name: _page(content, locale) for name, locale in sorted(content.locales.items())},
    }


def _page(content: Content, locale: Locale) -> dict[str, Any]:
    """The skill's page in one locale's store."""
    words = content.languages[locale.language].manifest
    return {
        "name": words.name,
        "summary": fill(words.summary, _values(content, locale)),
        "description": "\n\n".join(_filled(content, locale, words.description)),
        "examplePhrases": _filled(content, locale, words.example_phrases),
        "keywords": list(words.keywords),
        "smallIconUri": f"file://{content.manifest.small_icon}",
        "largeIconUri": f"file://{content.manifest.large_icon}",
    }


def _privacy(content: Content) -> dict[str, Any]:
    """The privacy answers. Nothing is collected, and usesHealthInfo is for HIPAA's covered entities only."""
    pages = {
        "privacyPolicyUrl": content.manifest.privacy_policy_url,
        "termsOfUseUrl": content.manifest.terms_of_use_url,
    }
    return {
        "allowsPurchases": False,
        "containsAds": False,
        "isChildDirected": False,
        "isExportCompliant": True,
        "usesHealthInfo": False,
        "usesPersonalInfo": False,
        "locales": {name: dict(pages) for name in sorted(content.locales)},
    }


def _filled(content: Content, locale: Locale, texts: tuple[str, ...]) -> list[str]:
    return [fill(text, _values(content, locale)) for text in texts]


def _values(content: Content, locale: Locale) -> dict[str, str]:
    language: Language = content.languages[locale.language]
    return {
        "invocation_name": locale.invocation_name,
        "emergency_number": locale.emergency_number,
        "crisis_line": locale.crisis_line,
        "physician": locale.physician,
        "clinical_review": language.clinical_review,
    }
