"""Start a virtual Uno by hand: `python -m tests.virtual_uno [--move NAME] [options]`.

Builds what is out of date, prints the port and runs until Ctrl-C. Options it does not know go to
`virtual_uno` (`--help` there lists them); lines typed while it runs, `unplug` say, act at once.
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path

from tests.virtual_uno import motions
from tests.virtual_uno.building import BuildFailedError, build, missing_tool

_SECONDS = 600.0


def _move(name: str) -> motions.Motion:
    if name == "circle":
        return motions.circle(radius_deg=8.0, period_s=4.0, seconds=_SECONDS)
    return motions.constant_tilt(motions.GOLDEN_POSES[name][0], 1.0)


def main() -> None:
    """Build, then become the simulator."""
    parser = argparse.ArgumentParser(prog="python -m tests.virtual_uno", add_help=False)
    parser.add_argument("--move", choices=["circle", *motions.GOLDEN_POSES])
    ours, theirs = parser.parse_known_args()
    missing = missing_tool()
    if missing:
        sys.exit(missing)
    try:
        built = build()
    except BuildFailedError as error:
        sys.exit(str(error))
    if ours.move:
        path = Path(tempfile.mkdtemp(prefix="virtual-uno-")) / "motion.f32"
        motions.with_lead_in(_move(ours.move)).save(path)
        theirs += ["--motion", str(path)]
    os.execv(built.simulator, [str(built.simulator), *theirs, str(built.firmware)])


if __name__ == "__main__":
    main()
