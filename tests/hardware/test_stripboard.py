"""The stripboard joins what the other wiring drawings join, and nothing else."""

import subprocess
import sys
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.hardware.drawing import HARDWARE
from tests.hardware.test_wiring import joined, wiring

BOARD: dict[str, Any] = yaml.safe_load(
    (HARDWARE / "wiring/stripboard.yml").read_text(encoding="utf-8")
)
OTHERS = ("board", "body_sensor", "load_cells", "switches")
CONTACTS = {
    "D8": ("D8 button", "BUTTON:contact"),
    "D9": ("D9 rail stop", "RAIL STOP:NC 1"),
    "D7": ("D7 foot mat", "FOOT MAT:contact"),
    "D10": ("D10 hand on rail", "HAND STRIP:output"),
}
Nets = dict[str, set[str]]


def nets_of(pairs: Iterable[tuple[str, str]]) -> Nets:
    """What each end is joined with, itself included."""
    nets: Nets = {}
    for a, b in pairs:
        both = nets.get(a, {a}) | nets.get(b, {b})
        for end in both:
            nets[end] = both
    return nets


def copper(place: list[int]) -> str:
    """The piece of strip that a hole is in, by the cuts to the left of it."""
    hole, strip = place
    assert 0 <= hole < BOARD["holes"]
    assert 1 <= strip <= BOARD["strips"]
    cuts = [at for at, cut in BOARD["cuts"] if cut == strip]
    assert hole not in cuts, f"{place} is a cut"
    return f"strip {strip} piece {sum(at < hole for at in cuts)}"


def ends() -> dict[str, list[int]]:
    """Every soldered end by its name, `UNO:5V`."""
    parts = {**BOARD["modules"], **BOARD["wires"]}
    return {f"{part}:{pin}": place for part, pins in parts.items() for pin, place in pins.items()}


def board_nets(*, through_series_resistors: bool) -> Nets:
    pairs = [(end, copper(place)) for end, place in ends().items()]
    pairs += [(copper(a), copper(b)) for a, b in BOARD["links"]]
    if through_series_resistors:
        series = [part for part in BOARD["resistors"].values() if part.get("series")]
        pairs += [(copper(part["legs"][0]), copper(part["legs"][1])) for part in series]
    return nets_of(pairs)


def drawn_nets() -> Nets:
    """What the other drawings join, with the shifter's two grounds, which are one."""
    pairs = set().union(*(joined(name) for name in OTHERS))
    return nets_of({*pairs, ("SHIFTER:GND", "SHIFTER:GND low")})


def test_two_ends_are_joined_on_the_board_exactly_if_the_drawings_join_them() -> None:
    board, drawn = board_nets(through_series_resistors=True), drawn_nets()
    both = sorted(end for end in ends() if end in drawn)
    assert len(both) > 40
    for a, b in combinations(both, 2):
        assert (b in board[a]) == (b in drawn[a]), f"{a} and {b}"


def test_every_end_that_the_drawings_lead_into_the_box_is_on_the_board() -> None:
    off_board = ("HALF_", "CELL_", "MAGNET B", "BODY", "PULL-UPS", "GUARD", "FILTER")
    inside_hx711 = (":E+", ":E-", ":A+", ":A-")
    expected = {
        end
        for pair in set().union(*(joined(name) for name in OTHERS))
        for end in pair
        if not end.startswith(off_board) and not end.endswith(inside_hx711)
    }
    assert expected <= set(ends())


@pytest.mark.parametrize("pin", CONTACTS)
def test_a_contact_s_resistor_is_in_series_and_its_capacitor_on_the_arduino_s_side(
    pin: str,
) -> None:
    uno, contact = CONTACTS[pin]
    apart = board_nets(through_series_resistors=False)
    assert contact not in apart[f"UNO:{uno}"]
    first, second = (copper(leg) for leg in BOARD["capacitors"][pin]["legs"])
    assert f"UNO:{uno}" in apart[first]
    assert "UNO:GND" in apart[second]


@pytest.mark.parametrize("line", ["SDA", "SCL", "3V3"])
def test_the_strap_is_behind_its_resistors_with_the_protection_on_its_side(line: str) -> None:
    apart = board_nets(through_series_resistors=False)
    behind = apart[f"MAGNET A:{line}"]
    assert not any(end.startswith(("UNO", "SHIFTER", "IMU")) for end in behind)
    assert any(end.startswith("TVS") for end in behind)


@pytest.mark.parametrize(
    ("name", "line", "supply"),
    [
        ("high SDA", "UNO:A4 SDA", "UNO:5V"),
        ("high SCL", "UNO:A5 SCL", "UNO:5V"),
        ("low SDA", "IMU:SDA", "UNO:3V3"),
        ("low SCL", "IMU:SCL", "UNO:3V3"),
    ],
)
def test_a_pull_up_goes_from_its_line_to_the_supply_of_its_side(
    name: str, line: str, supply: str
) -> None:
    part = BOARD["resistors"][name]
    apart = board_nets(through_series_resistors=False)
    first, second = (apart[copper(leg)] for leg in part["legs"])
    assert line in first
    assert supply in second
    side = f"PULL-UPS {name.split(maxsplit=1)[0].upper()}"
    assert wiring("board")["connectors"][side]["type"] == f"2 × {part['value']}"


def test_no_hole_takes_two_things() -> None:
    places = [tuple(place) for place in ends().values()]
    places += [tuple(end) for link in BOARD["links"] for end in link]
    for kind in ("resistors", "capacitors"):
        places += [tuple(leg) for part in BOARD[kind].values() for leg in part["legs"]]
    assert [place for place in set(places) if places.count(place) > 1] == []


def test_the_picture_is_that_of_its_source(tmp_path: Path) -> None:
    again = tmp_path / "again.svg"
    source = HARDWARE / "wiring/stripboard.yml"
    subprocess.run(
        [sys.executable, HARDWARE / "stripboard.py", source, again], check=True, timeout=120
    )
    drawn = (HARDWARE / "wiring/stripboard.svg").read_text(encoding="utf-8")
    assert again.read_text(encoding="utf-8") == drawn, "make -C hardware wiring"
