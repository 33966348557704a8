"""The wiring drawings: the pins are the firmware's, the SVG is that of its source."""

import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.hardware.drawing import HARDWARE, ROOT

SOURCES = [
    path for path in sorted((HARDWARE / "wiring").glob("*.yml")) if path.stem != "stripboard"
]
CONFIG = "".join(
    next((ROOT / "arduino/baps_board").rglob(f"{name}.h")).read_text(encoding="utf-8")
    for name in ("board_config", "board_uno")
)
CELLS = ("FL", "FR", "RL", "RR")
"""In the order of the firmware's data pins: front left, front right, rear left, rear right."""


def wiring(name: str) -> dict[str, Any]:
    text = (HARDWARE / f"wiring/{name}.yml").read_text(encoding="utf-8")
    drawing: dict[str, Any] = yaml.safe_load(text)
    return drawing


def joined(name: str) -> set[tuple[str, str]]:
    """Every wire as a pair of ends, `("UNO:D8 button", "BUTTON:contact")`."""
    pairs = set()
    for chain in wiring(name)["connections"]:
        (first, from_pins), (last, to_pins) = (next(iter(chain[end].items())) for end in (0, -1))
        pairs |= {(f"{first}:{a}", f"{last}:{b}") for a, b in zip(from_pins, to_pins, strict=True)}
    return pairs


def firmware_pin(name: str) -> int:
    """The digital pin that the firmware gives the name."""
    found = re.search(rf"\b{name} = (\d+);", CONFIG)
    assert found, f"{name} is not in the firmware"
    return int(found.group(1))


def test_button_and_rail_stop_are_on_the_firmware_s_pins() -> None:
    wires = joined("switches")
    assert (f"UNO:D{firmware_pin('PIN_BUTTON')} button", "BUTTON:contact") in wires
    assert (f"UNO:D{firmware_pin('PIN_RAIL_STOP')} rail stop", "RAIL STOP:NC 1") in wires
    assert {("UNO:GND", "BUTTON:common"), ("UNO:GND", "RAIL STOP:NC 2")} <= wires


def test_the_optional_contacts_are_on_the_firmware_s_pins() -> None:
    wires = joined("switches")
    assert (f"UNO:D{firmware_pin('PIN_FOOT_MAT')} foot mat", "FOOT MAT:contact") in wires
    assert (f"UNO:D{firmware_pin('PIN_HAND_RAIL')} hand on rail", "HAND STRIP:output") in wires
    assert {("UNO:GND", "FOOT MAT:common"), ("UNO:GND", "HAND STRIP:GND")} <= wires


@pytest.mark.parametrize("guide", ["hardware/README.md", "arduino/README.md"])
def test_each_guide_s_pin_table_names_the_firmware_s_contacts(guide: str) -> None:
    table = (ROOT / guide).read_text(encoding="utf-8")
    named = {
        "PIN_FOOT_MAT": "foot mat",
        "PIN_BUTTON": "event button",
        "PIN_RAIL_STOP": "rail stop",
        "PIN_HAND_RAIL": "on the rail",
    }
    for name, words in named.items():
        pin = firmware_pin(name)
        rows = [line for line in table.splitlines() if line.startswith(f"| D{pin} |")]
        assert [line for line in rows if words in line], f"D{pin} is not the {words} in {guide}"


def test_every_contact_passes_its_filter() -> None:
    chains = [[next(iter(part)) for part in chain] for chain in wiring("switches")["connections"]]
    for first, _, part, _, contact in chains:
        assert first == "UNO"
        assert part.startswith("FILTER D"), f"{contact} has no resistor and capacitor"


def test_every_cell_has_both_resistors_of_its_half_bridge() -> None:
    wires = joined("load_cells")
    for cell in CELLS:
        ends = {(f"HX711_{cell}:{pin}", f"HALF_{cell}:{pin}") for pin in ("E+", "A-", "E-")}
        assert ends <= wires


def test_load_cells_are_on_one_clock_and_a_data_pin_each() -> None:
    wires = joined("load_cells")
    data = re.search(r"PINS_LOAD_DATA\[\] = \{([\d, ]+)\}", CONFIG)
    assert data
    for cell, pin in zip(CELLS, map(int, data.group(1).split(",")), strict=True):
        assert (f"UNO:D{pin} data", f"HX711_{cell}:DT") in wires
        assert (f"UNO:D{firmware_pin('PIN_LOAD_CLOCK')} clock", f"HX711_{cell}:SCK") in wires
        assert (f"HX711_{cell}:A+", f"CELL_{cell}:middle") in wires


def test_both_motion_sensors_have_the_same_four_wires_and_an_address_each() -> None:
    wires = joined("board") | joined("body_sensor")
    assert {("UNO:A4 SDA", "SHIFTER:HV1"), ("UNO:A5 SCL", "SHIFTER:HV2")} <= wires
    for low, signal in (("LV1", "SDA"), ("LV2", "SCL")):
        assert (f"SHIFTER:{low}", f"IMU:{signal}") in wires
        assert (f"SHIFTER:{low}", f"MAGNET A:{signal}") in wires
        assert (f"MAGNET B:{signal}", f"BODY:{signal}") in wires
    assert "0x68" in wiring("board")["connectors"]["IMU"]["subtype"]
    assert "0x69" in wiring("body_sensor")["connectors"]["BODY"]["subtype"]
    assert "IMU_ADDRESS[IMUS] = {0x68, 0x69}" in CONFIG


def test_no_sensor_on_the_low_side_is_fed_five_volts() -> None:
    wires = joined("board") | joined("body_sensor")
    assert {source for source, end in wires if "VCC" in end} == {"SHIFTER:LV", "MAGNET B:3V3"}
    assert ("SHIFTER:LV", "PULL-UPS LOW:supply") in wires
    assert ("UNO:3V3", "SHIFTER:LV") in wires


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)
def test_the_drawing_shows_what_its_source_says(source: Path) -> None:
    shown = unescape(source.with_suffix(".svg").read_text(encoding="utf-8"))
    texts = set(re.findall(r"<text[^>]*>([^<]*)</text>", shown))
    drawing = wiring(source.stem)
    for name, connector in drawing["connectors"].items():
        said = {name, connector["type"], *connector["pinlabels"]}
        said |= set(connector.get("notes", "").split("<br/>")) - {""}
        assert said <= texts, f"make -C hardware wiring; {said - texts} of {name} is not drawn"
    for first, last in joined(source.stem):
        for end in (first, last):
            connector, label = end.split(":")
            number = drawing["connectors"][connector]["pinlabels"].index(label) + 1
            assert any(text.endswith(f"{connector}:{number}:{label}") for text in texts)
