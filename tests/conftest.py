"""What many tests need: the content as it is shipped, copies of it to break, and an Alexa to speak with."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from skill.app import create_skill
from skill.cache import tables
from skill.content import Content
from skill.content.load import FOLDER, load
from skill.interaction_model import model_document
from skill.simulator import Conversation, Device, Nlu
from skill.voice import available

# The same examples every time, and no database in the checkout.
settings.register_profile(
    "here", derandomize=True, deadline=None, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
settings.load_profile("here")

Alexa = Callable[..., Conversation]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What draws on a screen needs a real browser."""
    for item in items:
        if item.path.stem.endswith("_rendered"):
            item.add_marker(pytest.mark.browser)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """What is spoken and heard needs the voice; where VOICE=1 says that it is here, a missing one is a failure."""
    if item.get_closest_marker("voice") and not available():
        missing = "the voice is not installed (requirements/voice.txt); run: make test VOICE=1"
        (pytest.fail if os.environ.get("VOICE") == "1" else pytest.skip)(missing)


@pytest.fixture(scope="session")
def content() -> Content:
    """The content as it is shipped."""
    return load()


@pytest.fixture
def content_copy(tmp_path: Path) -> Path:
    """A copy of the content folder, to change."""
    return Path(shutil.copytree(FOLDER, tmp_path / "content"))


@pytest.fixture(scope="session")
def alexa(content: Content) -> Alexa:
    """alexa(locale=..., screen=...): a conversation with the shipped skill on a device of its own."""
    skill = create_skill(content, tables=tables(content))
    recognisers = {name: Nlu(model_document(content, name), locale.language) for name, locale in content.locales.items()}

    def speak(locale: str = "en-US", screen: bool = False) -> Conversation:
        return Conversation(lambda request: skill(request, None), recognisers[locale], Device(locale=locale, screen=screen))

    return speak
