"""Start a virtual Uno by hand: `python -m tests.virtual_uno [options]`; `--help` lists them.

Options it does not know go to the simulator `virtual_uno`. It ends with this program, however that
ends, so that no board answers on behind a link nobody types at.
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
from tests.virtual_uno.building import SIMULATOR, BuildFailedError, Built, build, missing_tool
from tests.virtual_uno.hands import Hands
from tests.virtual_uno.motion_file import patient_motion
from tests.virtual_uno.scenes import Mounts
from tests.virtual_uno.setup import BodySensor, LoadCells, Setup, four_cells
from trainer.motion.dome_check import drawn_rims
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


_ABOUT = (
    "A simulated Uno with its sensors that runs the real firmware. Prints its port and runs until "
    "Ctrl-C. Lines typed meanwhile move and load the board ('help' lists them) or go to the "
    "simulator ('unplug', say)."
)
_LEVEL = (0.0, 0.0, 0.0)


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tests.virtual_uno",
        description=_ABOUT,
        epilog=_simulator_help(),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    add = parser.add_argument
    moved = parser.add_mutually_exclusive_group()
    poses = ["circle", *motions.GOLDEN_POSES]
    moved.add_argument("--move", choices=poses, metavar="NAME", help="one of " + ", ".join(poses))
    moved.add_argument("--patient", type=float, metavar="SKILL", help="stand a patient on it")
    moved.add_argument("--recording", type=Path, metavar="FILE", help="play a wobble board's JSON")
    add("--body", action="store_true", help="strap on a thigh sensor")
    add("--cells", type=int, choices=(10, 80), help="put load cells of so many Hz under the plate")
    add("--load", type=float, default=0.0, metavar="KG", help="who stands on it from the start")
    add("--dome", type=int, choices=range(1, 6), default=2, help="which dome is on (default 2)")
    add("--leg", choices=("left", "right"), default="right", help="which thigh is strapped")
    degrees = {"type": float, "nargs": 3, "default": _LEVEL, "metavar": "DEG"}
    add("--glued", **degrees, help="turn the board sensor about x, y, z")
    add("--strapped", **degrees, help="turn the thigh sensor about x, y, z")
    return parser


def _simulator_help() -> str:
    """Its own help, which only the program itself knows."""
    if not SIMULATOR.exists():
        return "Build it (make virtual-uno) to see the simulator's own options here."
    told = subprocess.run([SIMULATOR, "--help"], capture_output=True, text=True, check=True).stdout
    return "options of the simulator, taken as well:\n" + told.partition("\n")[2]


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
        # Both ways to end it come to the same: the simulator stops and reports.
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        with suppress(KeyboardInterrupt, BrokenPipeError):
            _serve(process, setup, ours, folder)
        process.terminate()
        assert process.stdout is not None
        _echo(process.stdout)
        return process.wait()


def _serve(
    process: "subprocess.Popen[str]", setup: Setup, ours: argparse.Namespace, folder: Path
) -> None:
    """Be its hands while lines come, then let it run on."""
    assert process.stdin is not None
    assert process.stdout is not None
    port = process.stdout.readline()
    if not port:
        return  # it has said why it did not start
    print(port, end="", flush=True)
    hands = Hands(_bench(ours), _mounts(ours), folder, process.stdin, process.stdout)
    if setup.motion is None:
        hands.begin(weight_on(ours.load))
    for line in filter(str.strip, sys.stdin):
        hands.take(line.strip())
    _echo(process.stdout)


def _echo(told: IO[str]) -> None:
    """Print what the simulator says at its end, but not which scenes are over."""
    for line in told:
        if not line.startswith("over "):
            print(line, end="", flush=True)


def _bench(ours: argparse.Namespace) -> Bench:
    rim_deg = drawn_rims()[ours.dome].tilt_deg[0]
    return Bench(rim_deg, 1.0 if ours.leg == "right" else -1.0)


def _mounts(ours: argparse.Namespace) -> Mounts:
    return Mounts(
        Rotation.from_euler("xyz", ours.glued, degrees=True),
        _STRAPPED[ours.leg] * Rotation.from_euler("xyz", ours.strapped, degrees=True),
    )


def main() -> None:
    """Build, start the simulator, and be its hands."""
    sys.stdin.reconfigure(errors="replace")  # whatever is pasted is at worst an unknown word
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
