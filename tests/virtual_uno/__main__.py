"""Start a virtual Uno by hand: `python -m tests.virtual_uno [--move NAME] [options]`.

Instead of `--move`, `--patient SKILL` stands a simulated patient on the board, and
`--recording FILE` plays a wobble-board recording.

Builds what is out of date, prints the port and runs until Ctrl-C. Options it does not know go to
`virtual_uno` (`--help` there lists them); lines typed while it runs, `unplug` say, act at once.
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path

import numpy as np

from tests.virtual_uno import motions
from tests.virtual_uno.building import BuildFailedError, build, missing_tool
from trainer.simulation.motion_file import patient_motion
from trainer.simulation.pose import Motion
from trainer.simulation.recorded import read_wobble_board
from trainer.simulation.traits import PatientTraits

_SECONDS = 600.0
_PATIENT_S = 120.0


def _move(name: str) -> motions.Motion:
    if name == "circle":
        return motions.circle(radius_deg=8.0, period_s=4.0, seconds=_SECONDS)
    return motions.constant_tilt(motions.GOLDEN_POSES[name][0], 1.0)


def _motion(ours: argparse.Namespace) -> motions.Motion | None:
    if ours.move:
        return motions.with_lead_in(_move(ours.move))
    if ours.patient is not None:
        return _rows(patient_motion(PatientTraits(skill=ours.patient), 1, _PATIENT_S))
    if ours.recording:
        return motions.with_lead_in(_rows(read_wobble_board(ours.recording)))
    return None


def _rows(motion: Motion) -> motions.Motion:
    return motions.from_rows(np.hstack((motion.accel_g, motion.gyro_deg_s)))


def main() -> None:
    """Build, then become the simulator."""
    parser = argparse.ArgumentParser(prog="python -m tests.virtual_uno", add_help=False)
    moved = parser.add_mutually_exclusive_group()
    moved.add_argument("--move", choices=["circle", *motions.GOLDEN_POSES])
    moved.add_argument("--patient", type=float, metavar="SKILL")
    moved.add_argument("--recording", type=Path, metavar="FILE")
    ours, theirs = parser.parse_known_args()
    missing = missing_tool()
    if missing:
        sys.exit(missing)
    try:
        built = build()
    except BuildFailedError as error:
        sys.exit(str(error))
    motion = _motion(ours)
    if motion is not None:
        path = Path(tempfile.mkdtemp(prefix="virtual-uno-")) / "motion.f32"
        motion.save(path)
        theirs += ["--motion", str(path)]
    os.execv(built.simulator, [str(built.simulator), *theirs, str(built.firmware)])


if __name__ == "__main__":
    main()
