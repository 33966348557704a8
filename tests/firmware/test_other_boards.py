"""The sketch on boards that the simulator does not know: there it must compile and fit."""

import subprocess

import pytest

from tests.virtual_uno.building import ROOT

pytestmark = pytest.mark.usefixtures("built")


def test_the_sketch_compiles_without_a_warning_for_a_mega_2560() -> None:
    make = ["make", "-s", "-C", "arduino", "BOARD=mega"]
    done = subprocess.run(make, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
