"""What the tests read out of `hardware/`: OpenSCAD constants and compiled parts."""

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
HARDWARE = ROOT / "hardware"
COARSE = 10


def constants(*files: str) -> dict[str, Any]:
    """The top-level assignments of files in printed/, which are arithmetic that Python shares."""
    known: dict[str, Any] = {}
    for file in files:
        text = re.sub(r"//.*", "", (HARDWARE / "printed" / file).read_text(encoding="utf-8"))
        for name, value in re.findall(r"^(\w+) = (.*?);", text, flags=re.M | re.S):
            known[name] = eval(value, {}, known)
    return known


def tools_or_skip() -> None:
    """Skips with a reason where a rendering tool is missing, which is a failure in CI."""
    absent = [tool for tool in ("make", "openscad") if shutil.which(tool) is None]
    if not absent:
        return
    missing = f"{absent[0]} is not installed; hardware/install_tools installs it"
    if os.environ.get("CI") == "true":
        pytest.fail(missing)
    pytest.skip(missing)


def make(*words: str) -> None:
    """`make -C hardware …`."""
    done = subprocess.run(
        ["make", "-s", "-C", str(HARDWARE), *words], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"make -C hardware {' '.join(words)} failed:\n{done.stderr}"
