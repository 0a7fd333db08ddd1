"""Floor 1: content -> the skill package that ask-cli deploys."""

from skill.interaction_model.faults import content_faults
from skill.interaction_model.lint import lint
from skill.interaction_model.package import FOLDER, generate, model_document, model_path, read_package, stale, write

__all__ = [
    "FOLDER", "content_faults", "generate", "lint", "model_document", "model_path", "read_package", "stale", "write",
]  # fmt: skip
