"""What becomes of each made-up patient: who gets better and when, who stays, drops out, has pain.

Speeds are on the scale of the logarithm, as `trainer.progress` compares them. None of it is a
finding about real people.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from trainer.recording.background import WeightBearing
from trainer.recording.pain import Pain
from trainer.recording.sector import Sector
from trainer.recording.vocabulary import PainPlace, Side


@dataclass(frozen=True)
class PainAt:
    """Pain that ends a trial of the involved leg at a visit, counted from 0. `lifted` is the reason
    for which a therapist lets the leg go on before the next visit; empty while it stays locked.
    """

    visit: int
    pain: Pain
    lifted: str = ""


@dataclass(frozen=True)
class RestAt:
    """Rest of so many days that is prescribed after a visit."""

    visit: int
    days: int
    reason: str


@dataclass(frozen=True)
class Story:
    """One course of care.

    `effect` is added to the involved leg's speed at each visit, the last one goes on. The leg is
    `weaker` than the other one from the beginning. `visits` are made `per_week`, the last of them
    `ended_days` before the demo's last day; `keeps` is the share of the planned visits that is
    kept. A usual trial of the involved leg fails with a Weibull time of the scale `stands_s`.
    """

    diagnosis: str
    involved: Side = Side.LEFT
    visits: int = 14
    per_week: int = 2
    ended_days: int = 0
    keeps: float = 0.9
    effect: tuple[float, ...] = (0.0,)
    weaker: float = 0.3
    speed_deg_s: float = 8.0
    stands_s: float = 300.0
    level: int = 2
    template: str = "ten-minutes"
    pain: tuple[int, int] = (3, 1)
    """What the involved knee says at the first visit and at the last, 0 to 10."""
    pains: tuple[PainAt, ...] = ()
    rests: tuple[RestAt, ...] = ()
    swells: bool = False
    no_go: Sector | None = None
    weight_bearing: WeightBearing = WeightBearing.FULL
    surgery_weeks: int | None = None
    """So long before the first visit."""
    notes: tuple[tuple[int, str], ...] = ()

    def effect_at(self, visit: int) -> float:
        """What is added to the speed at a visit, counted from 0."""
        return self.effect[min(visit, len(self.effect) - 1)]

    def usual_pain(self, visit: int) -> float:
        """Between the first visit's pain and the last one's."""
        first, last = self.pain
        return first + (last - first) * min(visit / max(self.visits - 1, 1), 1.0)


def ramp(whole: float, visits: int, begins: int = 2) -> tuple[float, ...]:
    """An even change after the first visits, until it is `whole`."""
    steps = visits - begins
    return (*(0.0,) * begins, *(whole * n / steps for n in range(1, steps + 1)))


def plateau(whole: float, visits: int) -> tuple[float, ...]:
    """A quick change that comes to rest at `whole`."""
    return tuple(whole * (1.0 - math.exp(-visit / 2.5)) for visit in range(visits))


STORIES: Sequence[Story] = (
    Story(
        "patellofemoral pain, left",
        visits=16,
        effect=ramp(-0.55, 16),
        pain=(4, 1),
        notes=((7, "stairs go better, says the patient"),),
    ),
    Story(
        "patellofemoral pain, right",
        Side.RIGHT,
        template="five-bouts",
        effect=plateau(-0.3, 6),
        pain=(4, 2),
        notes=((9, "no further change on the board: exercises made harder"),),
    ),
    Story(
        "lateral hip pain, left; knee falls inward on stairs",
        visits=15,
        effect=(*(0.0,) * 7, 0.15, 0.25, 0.35, 0.45, 0.5),
        weaker=0.15,
        speed_deg_s=6.5,
        pain=(2, 5),
        pains=(PainAt(14, Pain(7, PainPlace.KNEE_FRONT)),),
        swells=True,
        notes=((11, "has begun to run again, against advice"),),
    ),
    Story(
        "ACL reconstruction, right",
        Side.RIGHT,
        visits=18,
        per_week=3,
        effect=ramp(-0.6, 18, 3),
        weaker=0.4,
        speed_deg_s=6.0,
        level=1,
        surgery_weeks=14,
        pain=(3, 1),
        swells=True,
        no_go=Sector(60.0, 120.0),
        rests=(RestAt(9, 8, "more effusion after a long walk"),),
    ),
    Story(
        "patellofemoral pain, left",
        visits=5,
        ended_days=52,
        keeps=0.6,
        effect=ramp(-0.1, 5),
        notes=((4, "called off twice; wants to go on at home"),),
    ),
    Story(
        "patellofemoral pain, both sides",
        Side.BOTH,
        visits=13,
        effect=ramp(-0.1, 13),
        weaker=0.0,
        pain=(3, 2),
    ),
    Story(
        "meniscus repair, left",
        visits=17,
        effect=ramp(-0.8, 17),
        weaker=0.5,
        speed_deg_s=10.0,
        stands_s=24.0,
        surgery_weeks=20,
        weight_bearing=WeightBearing.AS_TOLERATED,
        pain=(3, 1),
        notes=((0, "could not hold ten seconds at first without a finger on the rail"),),
    ),
    Story(
        "patellar tendon pain, right",
        Side.RIGHT,
        visits=14,
        effect=ramp(-0.45, 14, 4),
        pain=(4, 2),
        pains=(
            PainAt(
                5,
                Pain(6, PainPlace.KNEE_FRONT),
                "pain settled within the hour; knee calm, full range, no effusion",
            ),
        ),
    ),
    Story("patellofemoral pain, right", Side.RIGHT, visits=2, pain=(4, 4)),
    Story(
        "gluteal tendinopathy, left",
        template="eyes-closed",
        visits=12,
        ended_days=24,
        effect=ramp(-0.6, 12, 3),
        pain=(5, 1),
        notes=((11, "discharged with home exercises"),),
    ),
    Story(
        "patellofemoral pain, left",
        visits=10,
        keeps=0.55,
        effect=(0.0,),
        rests=(RestAt(5, 12, "influenza"),),
    ),
    Story(
        "ACL injury, treated without surgery, left",
        visits=13,
        effect=ramp(-0.4, 13, 3),
        weaker=0.4,
        pains=(
            PainAt(
                6,
                Pain(3, PainPlace.GAVE_WAY),
                "examined: stable, no effusion; goes on with the rail in reach",
            ),
        ),
    ),
)
