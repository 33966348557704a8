"""What `baps diagnose` prints can be read in a terminal of 80 columns."""

import pytest

from trainer.cli.diagnose import print_findings
from trainer.sessions.diagnosis.finding import Part

NAMES = ("self_test_accel_x", "self_test_accel_y", "rail_stop_closed", "unknown_messages")


def test_names_are_whole_and_advice_is_broken(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    part = Part("load cell front-right")
    advice = "noisy although at rest: check the sensor's glue and its power"
    print_findings([part.judged(name, -0.0123456, "deg/s", False, advice) for name in NAMES])
    printed = capsys.readouterr().out
    assert all(name in printed for name in NAMES)
    assert max(map(len, printed.splitlines())) <= 80
    assert set(advice.split()) <= set(printed.split())
