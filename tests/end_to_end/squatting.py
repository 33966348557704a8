"""A simulated patient whose strap plays a round on the floor, as the virtual Uno's 0x69 feels it.

The set-up of the strap is the product's own: `baps calibrate thigh`, by hands that swing the leg.
"""

from pathlib import Path

import numpy as np
from scipy.interpolate import CubicSpline

from tests.end_to_end.calibrating import Helper
from tests.end_to_end.conftest import environment_of
from tests.virtual_uno.bench import Bench
from tests.virtual_uno.building import Built
from tests.virtual_uno.motions import RATE_HZ, Motion, from_rows
from tests.virtual_uno.scenes import Mounts
from tests.virtual_uno.setup import BodySensor
from tests.virtual_uno.virtual_uno import Setup, VirtualUno
from trainer.motion.readings import rotation_of
from trainer.recording.interfaces import Target
from trainer.recording.vocabulary import Side
from trainer.simulation.board_state import BoardState, LeadIn, SimulatedBoard
from trainer.simulation.sensed import ImuErrors, sensed
from trainer.simulation.thigh import ThighCourse, strapped, thigh_motion

RIM_DEG = 12.0
NOISE = {"accel_noise_g": 0.004, "gyro_noise_deg_s": 0.06}
WORN = BodySensor(sensor_clock_pct=0.4, gyro_bias_deg_s=(-2.0, 1.0, 4.0), **NOISE)
BENT_DEG, BENDS_S, STANDS_S = 30.0, LeadIn(4.0, 1.0), LeadIn(22.0, 1.0)
"""Upright first, for only an upright thigh tells which way it faces. Then bent until the trial
surely waits, for whoever stands tall starts it. The simulator's seconds are a quarter of the
command's."""


class WaitsBent:
    """Lets a patient wait on bent legs; `states` are what a strap feels of it.

    A planned trial waits from its first sample on, and knows nothing of the upright beginning.
    """

    def __init__(self, patient: SimulatedBoard) -> None:
        self._patient, self._t_s = patient, 0.0
        self.states: list[BoardState] = []

    def step(self, dt_s: float, target: Target | None = None) -> BoardState:
        """What the patient does, and bent as long as it waits."""
        self._t_s += dt_s
        state = self._patient.step(dt_s, target)
        stands = STANDS_S.share(self._t_s)
        self.states.append(bent(state, BENDS_S.share(self._t_s) - stands))
        return bent(state, 1.0 - stands)


def bent(state: BoardState, share: float) -> BoardState:
    """The same, with the thigh bent as far as it is in the wait, or a share of that."""
    return state._replace(thigh_flexion_deg=state.thigh_flexion_deg + BENT_DEG * share)


def felt_on_thigh(states: list[BoardState], rate_hz: float, side: Side) -> Motion:
    """What a strap low on the outer side feels of these states."""
    known_s = np.arange(1, len(states) + 1) / rate_hz
    times_s = np.arange(0.0, known_s[-1], 1 / RATE_HZ)
    angles = [
        (state.thigh_flexion_deg, state.thigh_medial_lean_deg, state.thigh_inward_deg)
        for state in states
    ]
    course = ThighCourse(*CubicSpline(known_s, angles)(times_s).T)
    worn = strapped(side)
    errors = ImuErrors(mount=worn.mount, lever_arm_m=worn.lever_arm_m)
    return from_rows(sensed(thigh_motion(course, side), errors))


def strap_on(built: Built, home: Path, eeprom: Path, side: Side) -> None:
    """Calibrate the board, so that it has an id, and set K7's strap up."""
    board = Setup(fast=True, body=WORN, eeprom=eeprom, **NOISE)
    mounts = Mounts(thigh=rotation_of(strapped(side).mount))
    inward = 1.0 if side is Side.RIGHT else -1.0
    with VirtualUno(built, board) as uno:
        hands = uno.hands(Bench(RIM_DEG, inward), mounts)
        calibrate = Helper(uno, hands, environment_of(home)).calibrate
        calibrate(("level", "--on", "blocks"), "pose level", "pose turned", "pose turned")
        hands.start("unstrap")
        calibrate(("thigh", "--patient", "K7", "--side", side.value), "thigh")
