"""Draws the skill's icons, interaction_model/assets/icon_108.png and icon_512.png; `--check` only compares.

A speech bubble with a leaf in it: something is told, gently. No text, no device, no awareness ribbon.
Nothing but the standard library, so that the same pixels come out everywhere.
"""

import struct
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

ASSETS = Path(__file__).resolve().parents[1] / "interaction_model" / "assets"
SIZES = (108, 512)  # pixels, as the store asks for
FINE = 4  # each pixel is the mean of FINE x FINE points

Color = tuple[int, int, int]
Shape = Callable[[float, float], bool]  # whether a point is inside; the picture is 1 wide and 1 high

GROUND: Color = (15, 36, 48)
BUBBLE: Color = (246, 242, 233)
LEAF: Color = (47, 125, 109)
VEIN: Color = (246, 242, 233)


def disc(x: float, y: float, radius: float) -> Shape:
    """A filled circle."""
    return lambda px, py: (px - x) ** 2 + (py - y) ** 2 <= radius**2


def bubble(px: float, py: float) -> bool:
    """A round speech bubble with a pointed tail at the lower left."""
    tail = px - 0.20 >= (0.90 - py) * 0.06 and px - 0.20 <= (0.90 - py) * 1.15 and 0.6 <= py <= 0.90
    return disc(0.5, 0.46, 0.335)(px, py) or tail


def leaf(px: float, py: float) -> bool:
    """Where two circles overlap, leaning to the right."""
    return disc(0.415, 0.365, 0.245)(px, py) and disc(0.585, 0.535, 0.245)(px, py)


def vein(px: float, py: float) -> bool:
    """A line along the leaf, and its stalk."""
    along, across = (px - 0.5) - (py - 0.45), (px - 0.5) + (py - 0.45)
    return abs(across) <= 0.016 and -0.37 <= along <= 0.17


LAYERS: tuple[tuple[Shape, Color], ...] = ((bubble, BUBBLE), (leaf, LEAF), (vein, VEIN))


def color_at(px: float, py: float) -> Color:
    """The colour of one point."""
    color = GROUND
    for shape, own in LAYERS:
        if shape(px, py):
            color = own
    return color


def pixel(column: int, row: int, size: int) -> bytes:
    """The mean colour of one pixel."""
    step = 1 / (size * FINE)
    points = [
        color_at((column * FINE + dx + 0.5) * step, (row * FINE + dy + 0.5) * step) for dy in range(FINE) for dx in range(FINE)
    ]
    return bytes(round(sum(point[channel] for point in points) / len(points)) for channel in range(3))


def rows(size: int) -> bytes:
    """The icon's pixels as PNG holds them, row by row."""
    return b"".join(b"\0" + b"".join(pixel(column, row, size) for column in range(size)) for row in range(size))


def png(drawn: bytes, size: int) -> bytes:
    """The icon as a PNG file, `size` pixels wide and high."""
    header = struct.pack(">IIBBBBB", size, size, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(drawn, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(kind, body) for kind, body in parts)


def pixels(path: Path) -> bytes:
    """The pixels of a PNG file that `png` wrote: builds of zlib differ in how they pack the same ones."""
    return zlib.decompress(path.read_bytes()[8 + 25 + 8 : -12 - 4])


def chunk(kind: bytes, body: bytes) -> bytes:
    """One chunk of a PNG file."""
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def main() -> int:
    """Write the icons, or compare them."""
    stale = 0
    for size in SIZES:
        path, drawn = ASSETS / f"icon_{size}.png", rows(size)
        if "--check" not in sys.argv:
            ASSETS.mkdir(parents=True, exist_ok=True)
            path.write_bytes(png(drawn, size))
        elif not path.is_file() or pixels(path) != drawn:
            print(f"{path}: is not what tools/draw_icons.py draws", file=sys.stderr)
            stale = 1
    return stale


if __name__ == "__main__":
    sys.exit(main())
