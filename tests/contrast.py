"""The contrast of two colours, as WCAG 2.1 defines it."""

LEAST = 4.5  # WCAG 2.1, success criterion 1.4.3


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, each "#RRGGBB"; from 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(color: str) -> float:
    """The relative luminance of "#RRGGBB"; from 0 to 1."""
    red, green, blue = (_linear(int(color[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
