"""The devices that the page can play: what Alexa tells a skill of their screens.

Sizes after Amazon's table of viewport profiles (dev-docs/alexa-presentation-language/apl-viewport-profiles.html).
"""

from typing import Any

from skill.simulator import Device


def _screen(width: int, height: int, dpi: int = 160, shape: str = "RECTANGLE", mode: str = "HUB") -> dict[str, Any]:
    return {
        "experiences": [{"arcMinuteWidth": 246, "arcMinuteHeight": 144, "canRotate": False, "canResize": False}],
        "mode": mode,
        "shape": shape,
        "pixelWidth": width,
        "pixelHeight": height,
        "dpi": dpi,
        "currentPixelWidth": width,
        "currentPixelHeight": height,
        "touch": ["SINGLE"] if mode == "HUB" else [],
    }


SCREENS: dict[str, dict[str, Any] | None] = {
    "none": None,
    "round": _screen(480, 480, shape="ROUND"),
    "show": _screen(1280, 800),
    "tv": _screen(1920, 1080, dpi=320, mode="TV"),
}


def device(name: str, locale: str) -> Device:
    """The device called `name`, set to `locale`; KeyError where there is none."""
    viewport = SCREENS[name]
    return Device(locale=locale, screen=True, viewport=viewport) if viewport else Device(locale=locale)
