"""What only one kind of chip knows stands in `src/platform/`: a port touches nothing else."""

import re
from pathlib import Path

import pytest

from tests.virtual_uno.building import ROOT

SKETCH = ROOT / "arduino/baps_board"
PLATFORM = SKETCH / "src/platform"
OUTSIDE = sorted(
    path
    for path in SKETCH.rglob("*")
    if path.suffix in {".ino", ".cpp", ".h"} and PLATFORM not in path.parents
)
CONTRACT = sorted(PLATFORM.glob("*.h"))

OF_A_CHIP = re.compile(
    r"#include\s*[<\"](?:avr|util|EEPROM|pico|hardware)\b"
    r"|\b(?:ISR|cli|sei|pgm_read_\w+|__builtin_avr_\w+|F_CPU)\b"
    r"|\b(?:PORT|PIN|DDR)[A-L]\b|\b(?:TW[A-Z]{2,3}|UCSR\w+|UBRR\w+|UDR0|PCI\w+|PCMSK\w+|GPIOR\d)\b"
    r"|\bMCUSR\b|__AVR|\basm\b"
)


def _of_a_chip(text: str) -> list[str]:
    code = re.sub(r"//.*", "", text)
    return [match.group() for match in OF_A_CHIP.finditer(code)]


@pytest.mark.parametrize("path", OUTSIDE, ids=lambda path: path.name)
def test_outside_the_platform_folder_nothing_names_a_chip(path: Path) -> None:
    assert _of_a_chip(path.read_text(encoding="utf-8")) == []


def test_the_search_knows_a_chip_when_it_sees_one() -> None:
    port = PLATFORM / "avr"
    for name in ("i2c_bus", "serial_line", "load_lines", "processor", "storage", "crc16"):
        assert _of_a_chip((port / f"{name}.cpp").read_text(encoding="utf-8")), name
    assert OUTSIDE


@pytest.mark.parametrize("path", sorted(PLATFORM.glob("*/*.cpp")), ids=lambda path: path.name)
def test_a_port_is_compiled_for_its_own_chips_alone(path: Path) -> None:
    """The Arduino builder compiles every file below `src/` for every board."""
    lines = path.read_text(encoding="utf-8").strip().splitlines()
    assert lines[0].startswith("#ifdef ")
    assert lines[-1] == "#endif"


@pytest.mark.parametrize("header", CONTRACT, ids=lambda path: path.name)
def test_every_platform_header_is_explained_to_who_ports_it(header: Path) -> None:
    assert f"`{header.name}`" in (ROOT / "arduino/PORTING.md").read_text(encoding="utf-8")
