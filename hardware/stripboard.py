"""Draws `wiring/stripboard.yml` from the side of the parts: `python stripboard.py IN.yml OUT.svg`.

The tests read the same file and compare what it joins with the other wiring drawings.
"""

import sys
from html import escape
from pathlib import Path
from typing import Any

import yaml

PITCH = 24
LEFT, TOP, RIGHT, BOTTOM = 150, 66, 90, 55
PAPER, COPPER, INK, BODY, MODULE = "#f7f7f5", "#e6b98a", "#12333f", "#bfe3ff", "#9adfc8"
PLUG, LINK, CUT = "#ffd9a0", "#3a62c4", "#c22f2f"
Place = list[int]


def x(hole: float) -> float:
    """The picture's x of a hole's number."""
    return LEFT + PITCH * hole


def y(strip: float) -> float:
    """The picture's y of a strip's number, which begins at 1."""
    return TOP + PITCH * strip


def text(at: tuple[float, float], words: str, anchor: str = "middle", size: int = 11) -> str:
    return (
        f'<text x="{at[0]:.0f}" y="{at[1] + size / 3:.0f}" text-anchor="{anchor}" '
        f'font-size="{size}">{escape(words)}</text>'
    )


def dot(place: Place, fill: str = PAPER, radius: float = 4) -> str:
    return (
        f'<circle cx="{x(place[0])}" cy="{y(place[1])}" r="{radius}" fill="{fill}" '
        f'stroke="{INK}" stroke-width="1"/>'
    )


def strips(board: dict[str, Any]) -> list[str]:
    """Copper as far as the cuts, with its holes and its numbers."""
    drawn = []
    for strip in range(1, board["strips"] + 1):
        drawn.append(
            f'<rect x="{x(-0.5)}" y="{y(strip) - 8}" width="{PITCH * board["holes"]}" '
            f'height="16" fill="{COPPER}"/>'
        )
        drawn.append(text((x(board["holes"] - 0.5) + 52, y(strip)), str(strip)))
        drawn += [
            f'<circle cx="{x(hole)}" cy="{y(strip)}" r="2.5" fill="{PAPER}"/>'
            for hole in range(board["holes"])
        ]
    for hole in range(0, board["holes"], 2):
        drawn.append(text((x(hole), y(-0.7)), str(hole)))
    drawn += [
        f'<rect x="{x(hole) - 10}" y="{y(strip) - 9}" width="20" height="18" fill="{PAPER}"/>'
        for hole, strip in board["cuts"]
    ]
    return drawn


def crosses(board: dict[str, Any]) -> list[str]:
    """The cuts once more, above the parts that hide them."""
    marks = [text((x(hole), y(strip)), "✕", size=18) for hole, strip in board["cuts"]]
    return [mark.replace("<text", f'<text fill="{CUT}"', 1) for mark in marks]


def links(board: dict[str, Any]) -> list[str]:
    return [
        f'<line x1="{x(a[0])}" y1="{y(a[1])}" x2="{x(b[0])}" y2="{y(b[1])}" stroke="{LINK}" '
        f'stroke-width="4"/>' + dot(a, LINK) + dot(b, LINK)
        for a, b in board["links"]
    ]


def two_legged(part: dict[str, Any], fill: str) -> str:
    """The body between its legs, its value written along it."""
    (ax, ay), (bx, by) = part["legs"]
    middle = ((x(ax) + x(bx)) / 2, (y(ay) + y(by)) / 2)
    upright = ax == bx
    length = PITCH * max(abs(ax - bx), abs(ay - by))
    wide, high = (15, max(length - 10, 14)) if upright else (length - 10, 15)
    turn = f' transform="rotate(-90 {middle[0]:.0f} {middle[1]:.0f})"' if upright else ""
    label = text(middle, part["value"], size=10).replace("<text", f"<text{turn}", 1)
    if upright and length < 40:
        label = text((middle[0] + 10, middle[1]), part["value"], "start", 10)
    return (
        dot(part["legs"][0], fill)
        + dot(part["legs"][1], fill)
        + f'<rect x="{middle[0] - wide / 2}" y="{middle[1] - high / 2}" width="{wide}" '
        f'height="{high}" rx="5" fill="{fill}" stroke="{INK}"/>' + label
    )


def module(name: str, pins: dict[str, Place]) -> str:
    columns = [place[0] for place in pins.values()]
    rows = [place[1] for place in pins.values()]
    left, right, top, bottom = min(columns), max(columns), min(rows), max(rows)
    drawn = (
        f'<rect x="{x(left) - 10}" y="{y(top) - 11}" width="{x(right) - x(left) + 20}" '
        f'height="{y(bottom) - y(top) + 22}" rx="4" fill="{MODULE}" fill-opacity="0.75" '
        f'stroke="{INK}"/>'
    )
    drawn += text((x((left + right) / 2), y(top) - 18), name, size=12)
    for pin, place in pins.items():
        inwards = ("start", 8) if place[0] == left else ("end", -8)
        at = (x(place[0]) + inwards[1], y(place[1]))
        drawn += dot(place, MODULE) + text(at, pin.removesuffix(" low"), inwards[0], 9)
    return drawn


def plug(name: str, pins: dict[str, Place], board_edge: int) -> str:
    """Wires to one thing: each end with its pin's name, the thing's name above them."""
    top = min(pins.values(), key=lambda place: place[1])
    # At the right edge the name begins beside the pins: a resistor stands to their left.
    aside, anchor = (8, "start") if top[0] == board_edge else (0, "middle")
    drawn = text((x(top[0]) + aside, y(top[1]) - 14), name, anchor)
    for pin, place in pins.items():
        drawn += dot(place, PLUG, 6) + text((x(place[0]) + 8, y(place[1])), pin, "start", 10)
    return drawn


def from_arduino(pins: dict[str, Place]) -> str:
    """The Arduino's wires: at the left edge, but for its 3.3 V."""
    drawn = text((LEFT - 12, TOP), "from the Arduino", "end", 13)
    for pin, place in pins.items():
        words, anchor, aside = (pin, "end", -12) if place[0] == 0 else (f"{pin} of UNO", "start", 8)
        drawn += dot(place, PLUG, 6) + text((x(place[0]) + aside, y(place[1])), words, anchor, 10)
    return drawn


def drawing(board: dict[str, Any]) -> str:
    wide = LEFT + PITCH * board["holes"] + RIGHT
    high = TOP + PITCH * (board["strips"] + 1) + BOTTOM
    parts = [*strips(board), *links(board)]
    parts += [two_legged(part, BODY) for part in board["resistors"].values()]
    parts += [two_legged(part, "#ffe680") for part in board["capacitors"].values()]
    parts += [module(name, pins) for name, pins in board["modules"].items()]
    wires = dict(board["wires"])
    parts.append(from_arduino(wires.pop("UNO")))
    parts += [plug(name, pins, board["holes"] - 1) for name, pins in wires.items()]
    parts += crosses(board)
    legend = "seen from the parts · red cross: strip cut below · blue line: insulated wire"
    notes = [
        f"{part['value']} at {part['legs'][0][0]}: {part['note']}"
        for part in board["resistors"].values()
        if "note" in part
    ]
    for line, words in enumerate((legend, " · ".join(notes))):
        parts.append(text((x(0), high - 42 + 20 * line), words, "start", 13))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" '
        f'font-family="DejaVu Sans, Arial, sans-serif" fill="{INK}">'
        f'<rect width="{wide}" height="{high}" fill="{PAPER}"/>' + "\n".join(parts) + "</svg>\n"
    )


if __name__ == "__main__":
    source, target = map(Path, sys.argv[1:])
    board = yaml.safe_load(source.read_text(encoding="utf-8"))
    target.write_text(drawing(board), encoding="utf-8")
