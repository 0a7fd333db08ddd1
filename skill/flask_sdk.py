"""flask-ask-sdk on a current system.

Its import reaches certvalidator -> oscrypto 1.3.0, whose pattern cannot read the version of OpenSSL 3.0.10 and later
(wbond/oscrypto#75, #78; mended there, never released). Only the SDK's own RequestVerifier uses certvalidator, and we
have our own (see `verification`); so a stand-in is imported in its place, which refuses every certificate: whoever turns
the SDK's verifier on by mistake gets no answers, rather than unverified ones.
"""

import sys
from types import ModuleType
from typing import Any, NoReturn


class PathError(Exception):
    """As in certvalidator.errors."""


class ValidationError(Exception):
    """As in certvalidator.errors."""


class CertificateValidator:
    """Refuses every certificate."""

    def __init__(self, *_: Any, **__: Any) -> None:
        pass

    def validate_usage(self, *_: Any, **__: Any) -> NoReturn:
        """Refuse."""
        raise ValidationError("certvalidator is not used here; see skill/verification")


def _stand_in() -> None:
    package, errors = ModuleType("certvalidator"), ModuleType("certvalidator.errors")
    vars(package).update(CertificateValidator=CertificateValidator, errors=errors)
    vars(errors).update(PathError=PathError, ValidationError=ValidationError)
    sys.modules.update({"certvalidator": package, "certvalidator.errors": errors})


_stand_in()

from flask_ask_sdk.skill_adapter import (  # noqa: E402 - only now can it be imported
    VERIFY_SIGNATURE_APP_CONFIG,
    VERIFY_TIMESTAMP_APP_CONFIG,
    SkillAdapter,
)

__all__ = ["VERIFY_SIGNATURE_APP_CONFIG", "VERIFY_TIMESTAMP_APP_CONFIG", "SkillAdapter"]
