"""Who the simulated patient is, and how well such a patient controls the board.

All numbers here are assumptions, chosen so that a novice on dome 2 sways 4 to 6 degrees RMS and a
skilled patient 1 to 2, at mean tilt velocities of 5 to 25 deg/s. They were not measured on anyone.
"""

import math
from dataclasses import dataclass, field

import numpy as np

from trainer.recording.dome import Dome
from trainer.recording.envelope import assumed_tilt_deg
from trainer.recording.vocabulary import DomeStyle, Eyes, Side, Support
from trainer.simulation.board_state import LeadIn, SimulationError
from trainer.simulation.body import MOST_COLLAPSE_DEG

_MUSCLE_S = 0.04
_CLOSED_EYES_NOISE = 1.7
_SEATED_NOISE = 0.6
_HELD_NOISE = {Support.NONE: 1.0, Support.FINGERTIP: 0.5, Support.RAIL: 0.35}
"""What a hand that touches something fixed leaves of doubt and lapses: an assumption.

It leans on Jeka and Lackner 1994 (Exp Brain Res 100: 495-502): in tandem stance a touch of less
than 1 N steadied as much as sight did, and as holding on did. Both tell where the body is long
before they carry any of it, and so they take from the noise and not from the board's tipping.
Nobody has measured this on a dome. In persons of about 65 years on the floor, sway fell by 31 %
(Johannsen, Guzman-Garcia and Wing 2009, J Mot Behav 41: 397-399).
"""


@dataclass(frozen=True)
class PatientTraits:
    """What a simulated patient is told to be.

    `skill` 0 (novice) to 1; `level`, `dome_style` and `stem_hole` say which dome is on;
    `hip_weakness` 0 to 1 is apart from skill, and so is `collapse_deg`, by which the hip lets the
    thigh fall in while the board is held as ever. Who is `seated` moves the board with the ankle
    alone: steadier, and without ever falling. `support` is what the hands hold all the time: it
    steadies, and who is on the rim for long falls as before. `day` and `trial` number visits and
    trials: the same patient has better and worse days, and no two trials are alike. Raises
    SimulationError for values outside these.
    """

    skill: float = 0.5
    side: Side = Side.RIGHT
    level: int = 2
    dome_style: DomeStyle = DomeStyle.CAPS
    stem_hole: int = 0
    eyes: Eyes = Eyes.OPEN
    day: int = 0
    trial: int = 0
    hip_weakness: float = 0.5
    lead_in: LeadIn = field(default=LeadIn())
    seated: bool = False
    support: Support = Support.NONE
    collapse_deg: float = 0.0

    def __post_init__(self) -> None:
        for name, value in (("skill", self.skill), ("hip_weakness", self.hip_weakness)):
            if not 0.0 <= value <= 1.0:
                raise SimulationError(f"{name} is {value}; give a number from 0 to 1")
        try:
            self.dome.rim_deg()
        except ValueError as error:
            raise SimulationError(str(error)) from None
        if not 0.0 <= self.collapse_deg <= MOST_COLLAPSE_DEG:
            raise SimulationError(f"a hip collapses by 0 to {MOST_COLLAPSE_DEG:g} degrees")
        if self.day < 0 or self.trial < 0:
            raise SimulationError("day and trial count from 0")

    @property
    def dome(self) -> Dome:
        """The dome under the board."""
        return Dome(self.level, self.dome_style, self.stem_hole)


@dataclass(frozen=True)
class DayForm:
    """How a day differs from the usual: factors on noise and delay, and a lean in degrees."""

    noise: float
    delay: float
    ap_lean_deg: float
    inside_lean_deg: float

    @classmethod
    def of(cls, seed: int, day: int) -> "DayForm":
        """The form of one patient (seed) on one day."""
        noise, delay, ap, inside = np.random.default_rng((seed, day)).standard_normal(4).tolist()
        return cls(math.exp(0.1 * noise), math.exp(0.04 * delay), 0.35 * ap, 0.35 * inside)


@dataclass(frozen=True)
class Ability:
    """Control of the board, derived from traits and day. Degrees, seconds, deg/s, deg/s².

    `position_gain` is a multiple of the dome's λ², `rate_gain` of one over the loop's delay.
    `calm_deg` is the error that is left alone, `lapses_per_s` how often attention slips and pushes
    the board by `lapse_push`, `give_up_s` how long the rim is ridden before a hand or foot helps,
    `reaction_s` how long it takes from a new target to setting out for it, `forgets_share` how far
    off a place is remembered, `swing_left_over` the share of what a swing of the other leg does to
    the board that leaning the trunk does not take away.
    """

    delay_s: float
    muscle_s: float
    position_gain: float
    rate_gain: float
    tilt_noise_deg: float
    rate_noise_deg_s: float
    calm_deg: float
    lapses_per_s: float
    lapse_push: float
    strongest_push: float
    give_up_s: float
    ap_lean_deg: float
    inside_lean_deg: float
    reaction_s: float
    forgets_share: float
    swing_left_over: float

    @classmethod
    def of(cls, traits: PatientTraits, seed: int) -> "Ability":
        """What a patient can do on this dome on this day."""
        form = DayForm.of(seed, traits.day)
        lack = 1.0 - traits.skill
        reach = (assumed_tilt_deg(traits.level) / assumed_tilt_deg(2)) ** 0.9
        blind = _CLOSED_EYES_NOISE if traits.eyes is Eyes.CLOSED else 1.0
        held = _HELD_NOISE[traits.support] * (_SEATED_NOISE if traits.seated else 1.0)
        noise = reach * form.noise * blind * held
        return cls(
            delay_s=(0.08 + 0.06 * lack) * form.delay,
            muscle_s=_MUSCLE_S,
            position_gain=1.9 - 0.1 * lack,
            rate_gain=0.75 - 0.1 * lack,
            tilt_noise_deg=(0.45 + 0.4 * lack) * noise,
            rate_noise_deg_s=(3.0 + 4.0 * lack) * noise,
            calm_deg=(0.3 + 0.4 * lack) * reach,
            lapses_per_s=0.1 + 0.3 * lack,
            lapse_push=(25.0 + 90.0 * lack) * noise,
            strongest_push=(180.0 - 40.0 * lack) * reach,
            give_up_s=math.inf if traits.seated else 0.85 - 0.5 * lack,
            ap_lean_deg=form.ap_lean_deg,
            inside_lean_deg=form.inside_lean_deg + 0.8 * lack,
            reaction_s=(0.2 + 0.25 * lack) * form.delay,
            forgets_share=0.03 + 0.27 * lack,
            swing_left_over=0.2 + 0.25 * lack,
        )
