"""The C++ header in the sketch is the one the declarations give."""

from pathlib import Path

from trainer.wire.header import HEADER_PATH, render

ROOT = Path(__file__).resolve().parents[2]


def test_the_firmware_header_is_not_stale() -> None:
    committed = (ROOT / HEADER_PATH).read_text(encoding="ascii")
    assert committed == render(), "run `python -m trainer.wire.header` and flash the board again"
