"""`baps demo-data` on the command line."""

import os
import sys
from collections.abc import Callable

import pytest
from click.testing import Result

from trainer.demo import filling
from trainer.demo.filling import Filled


def test_a_database_with_patients_is_refused_in_one_line(run: Callable[..., Result]) -> None:
    refused = run("demo-data", "--patients", "1")
    assert refused.exit_code == 1
    assert "K7" in str(refused.exception)
    assert run("patient", "list").stdout.count("DEMO") == 0


def test_the_next_commands_find_the_same_data(
    run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filling, "fill", lambda *_: Filled(patients=1))
    home = os.environ["BAPS_HOME"]
    assert f"BAPS_HOME={home} baps clinic" in run("demo-data").stdout
    monkeypatch.setattr(sys, "platform", "win32")
    assert "  baps clinic" in run("demo-data").stdout
