"""Start a virtual Uno by hand: `python -m tests.virtual_uno [--move NAME] [options]`.

Instead of `--move`, `--patient SKILL` stands a simulated patient on the board, and
`--recording FILE` plays a wobble-board recording. `--body` straps on a thigh sensor, `--cells HZ`
puts load cells under the plate.

Builds what is out of date, prints the port and runs until Ctrl-C. Options it does not know go to
`virtual_uno` (`--help` there lists them). Lines typed while it runs act at once: words of the bench
(`help` lists them) move and load the board, all others go to the simulator, `unplug` say.
"""

import argparse
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import IO

import numpy as np
from scipy.spatial.transform import Rotation

from tests.virtual_uno import motions
from tests.virtual_uno.bench import Bench, weight_on
from tests.virtual_uno.building import BuildFailedError, Built, build, missing_tool
from tests.virtual_uno.hands import Hands
from tests.virtual_uno.motion_file import patient_motion
from tests.virtual_uno.scenes import Mounts
from tests.virtual_uno.setup import BodySensor, LoadCells, Setup, four_cells
from trainer.motion.dome_check import assumed_domes
from trainer.simulation.pose import Motion
from trainer.simulation.recorded import read_wobble_board
from trainer.simulation.traits import PatientTraits

_SECONDS = 600.0
_PATIENT_S = 120.0
# What the datasheet tells of; a sensor without noise is taken for a broken one.
_ACCEL_NOISE_G, _GYRO_NOISE_DEG_S = 0.004, 0.06
_BODY_CLOCK_PCT = 0.4
# Sensor x up along the thigh, sensor z out to the side: how the box's mark wants it.
_STRAPPED = {
    "right": Rotation.from_matrix([[0.0, -1.0, 0.0], [0.0, 0.0, -1.0], [1.0, 0.0, 0.0]]),
    "left": Rotation.from_matrix([[0.0, 1.0, 0.0], [0.0, 0.0, 1.0], [1.0, 0.0, 0.0]]),
}


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tests.virtual_uno", add_help=False, allow_abbrev=False
    )
    moved = parser.add_mutually_exclusive_group()
    moved.add_argument("--move", choices=["circle", *motions.GOLDEN_POSES])
    moved.add_argument("--patient", type=float, metavar="SKILL")
    moved.add_argument("--recording", type=Path, metavar="FILE")
    parser.add_argument("--body", action="store_true")
    parser.add_argument("--cells", type=int, choices=(10, 80), metavar="HZ")
    parser.add_argument("--load", type=float, default=0.0, metavar="KG")
    parser.add_argument("--dome", type=int, choices=range(1, 6), default=2)
    parser.add_argument("--leg", choices=("left", "right"), default="right")
    parser.add_argument("--glued", type=float, nargs=3, default=(0.0, 0.0, 0.0), metavar="DEG")
    parser.add_argument("--strapped", type=float, nargs=3, default=(0.0, 0.0, 0.0), metavar="DEG")
    return parser


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


def _setup(ours: argparse.Namespace) -> Setup:
    """What is fitted; the bench moves it."""
    return Setup(
        motion=_motion(ours),
        accel_noise_g=_ACCEL_NOISE_G,
        gyro_noise_deg_s=_GYRO_NOISE_DEG_S,
        body=BodySensor(
            sensor_clock_pct=_BODY_CLOCK_PCT,
            accel_noise_g=_ACCEL_NOISE_G,
            gyro_noise_deg_s=_GYRO_NOISE_DEG_S,
        )
        if ours.body
        else None,
        cells=LoadCells(four_cells(ours.cells), np.array([weight_on(ours.load)]))
        if ours.cells
        else None,
    )


def _run(built: Built, setup: Setup, ours: argparse.Namespace, theirs: list[str]) -> int:
    with tempfile.TemporaryDirectory(prefix="virtual-uno-") as name:
        folder = Path(name)
        command = [str(built.simulator), *setup.arguments(), *setup.files(folder), *theirs]
        process = subprocess.Popen(
            [*command, str(built.firmware)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        signal.signal(signal.SIGTERM, lambda *_: process.terminate())
        assert process.stdin is not None
        assert process.stdout is not None
        print(process.stdout.readline(), end="", flush=True)
        hands = Hands(_bench(ours), _mounts(ours), folder, process.stdin, process.stdout)
        with suppress(KeyboardInterrupt, BrokenPipeError):
            if setup.motion is None:
                hands.begin(weight_on(ours.load))
            for line in filter(str.strip, sys.stdin):
                hands.take(line.strip())
        with suppress(KeyboardInterrupt):
            _echo(process.stdout)
        _echo(process.stdout)
        return process.wait()


def _echo(told: IO[str]) -> None:
    """What the simulator says at its end; ends of scenes nobody waits for are nobody's news."""
    for line in told:
        if not line.startswith("over "):
            print(line, end="", flush=True)


def _bench(ours: argparse.Namespace) -> Bench:
    rim_deg = assumed_domes()[ours.dome].tilt_deg[0]
    return Bench(rim_deg, 1.0 if ours.leg == "right" else -1.0)


def _mounts(ours: argparse.Namespace) -> Mounts:
    return Mounts(
        Rotation.from_euler("xyz", ours.glued, degrees=True),
        _STRAPPED[ours.leg] * Rotation.from_euler("xyz", ours.strapped, degrees=True),
    )


def main() -> None:
    """Build, start the simulator, and be its hands."""
    ours, theirs = _options().parse_known_args()
    missing = missing_tool()
    if missing:
        sys.exit(missing)
    try:
        built = build()
    except BuildFailedError as error:
        sys.exit(str(error))
    sys.exit(_run(built, _setup(ours), ours, theirs))


if __name__ == "__main__":
    main()
