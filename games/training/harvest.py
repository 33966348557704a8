"""Harvest: reach for the open lily, wait there, and carry its light home to the stone."""

from enum import Enum

from games.engine.activity import Activity, Kind
from games.engine.ground import Ground
from games.engine.rules import Now, Rules
from games.engine.rung_words import RungWords
from games.engine.scene import drawn_by
from games.engine.setup import Parameters, number
from games.engine.sound.instruments import Instrument
from games.engine.spots import Bag, Spots, laid_out
from games.engine.words import Headline, Wording
from trainer.metrics import Better, own_metric
from trainer.recording.json_form import Json
from trainer.recording.target import Ring
from trainer.recording.vocabulary import Eyes

LILIES = 8
WIDEST_SHARE, NARROWEST_SHARE = 0.44, 0.26
FAR_SHARE, FARTHEST_SHARE = 0.55, 0.70
HOME_SHARE, HOME_BY_EAR_SHARE = 0.34, 0.46
"""Who has closed eyes sways more, and must be able to begin."""

WAIT_S = 1.0
SHORT_REST_S, LONG_REST_S = 0.3, 1.2
"""How long the light rests on the stone before it is home: the harder the rung, the longer."""

WAIT_THERE, CARRY_HOME = "Wait there", "Carry the light home"
SHUTS_S = 9.0
"""A lily that nobody reaches shuts again, and another one opens."""


class Task(Enum):
    """What the patient does now."""

    REACH = "reach"
    CARRY = "carry"


class Harvest(Rules):
    """One lily is open at a time; `open` is its index, `home` lists those whose light came home.

    `held_share` says how much of the wait is done, 0 to 1. `since_s` is the running time at which
    the lily opened, or its light was picked.
    """

    def __init__(self, spots: Spots, home_deg: float, rest_s: float, seed: int) -> None:
        self.task = Task.REACH
        self.home: list[int] = []
        self.home_at_s: list[float] = []
        self.held_share = 0.0
        self.since_s = 0.0
        self._spots, self._home, self._rest_s = spots, (0.0, 0.0, home_deg), rest_s
        often = () if spots.weak is None else (spots.weak,)
        self._bag = Bag(len(spots.places), seed, often)
        self.open = self._bag.draw()
        self._began = False

    def take(self, now: Now) -> None:
        """Waiting drains as fast as it fills while the light is outside."""
        if not now.measuring:
            return
        if not self._began:
            # This sample was still judged by the gate's ring.
            self._began = True
            self._aim_at(Task.REACH, now.t_s)
            return
        needed_s = WAIT_S if self.task is Task.REACH else self._rest_s
        step = now.passed_s / needed_s
        self.held_share = max(self.held_share + (step if now.inside else -step), 0.0)
        # Sums of sample times: half a sample short of the time is the time.
        if self.held_share >= 1.0 - 1e-3:
            self._done(now.t_s)
        elif self.task is Task.REACH and not now.inside and now.t_s - self.since_s >= SHUTS_S:
            self._open_next(now.t_s)

    def _done(self, t_s: float) -> None:
        if self.task is Task.REACH:
            self._aim_at(Task.CARRY, t_s)
            return
        self.home.append(self.open)
        self.home_at_s.append(t_s)
        self.earned += 1
        self.shown = float(self.earned)
        self._open_next(t_s)

    def _open_next(self, t_s: float) -> None:
        self.open = self._bag.draw()
        self._aim_at(Task.REACH, t_s)

    def _aim_at(self, task: Task, t_s: float) -> None:
        self.task, self.since_s, self.held_share = task, t_s, 0.0
        self.aim = self._home if task is Task.CARRY else self._lily()

    def _lily(self) -> Ring:
        ap_deg, ml_deg = self._spots.places[self.open]
        return ap_deg, ml_deg, self._spots.radius_deg


@own_metric(
    "lights_home",
    unit="1",
    better=Better.HIGHER,
    words="lights brought home",
    plain="How many lights you brought home.",
)
def lights_home(rules: Harvest) -> float:
    """Lilies that were reached, held for 1 s, and whose light was brought back to level."""
    return float(rules.earned)


def _parameters(ground: Ground) -> dict[str, Json]:
    hard = ground.difficulty
    radius_share = hard.between(WIDEST_SHARE, NARROWEST_SHARE)
    spots = laid_out(ground, LILIES, radius_share, hard.between(FAR_SHARE, FARTHEST_SHARE))
    home_deg = min(ground.ring_radius_deg(HOME_SHARE), 1.2 * spots.radius_deg)
    if ground.conditions.eyes is Eyes.CLOSED:
        home_deg = ground.ring_radius_deg(HOME_BY_EAR_SHARE)
    return {
        **spots.parameters(),
        "gate_radius_deg": round(home_deg, 3),
        "cursor_strength": 1.0,
        "rest_s": round(hard.between(SHORT_REST_S, LONG_REST_S), 3),
    }


def _rules(parameters: Parameters, seed: int) -> Harvest:
    home_deg, rest_s = number(parameters, "gate_radius_deg"), number(parameters, "rest_s")
    return Harvest(Spots.of(parameters), home_deg, rest_s, seed)


def lights_in(seconds: float) -> float:
    """What a good harvest of this length brings home; a better one more."""
    return float(round(seconds / 3.6))


ACTIVITY = Activity(
    name="harvest",
    title="Harvest",
    kind=Kind.TRAINING,
    summary="fetch the lilies' lights and carry them home",
    trains=(
        "Reaching in every direction, waiting there, and coming back with control. For people who"
        " lean less one way than another."
    ),
    wording=Wording(
        instruction={
            Eyes.OPEN: "Reach for the open lily, wait there, and carry its light home.",
            Eyes.CLOSED: "Close your eyes. Lean to the soft chord, wait, and come back.",
        },
        playing={Eyes.OPEN: "Reach for the open lily", Eyes.CLOSED: "Lean to the soft chord"},
        gate={
            Eyes.OPEN: "Keep the light there",
            Eyes.CLOSED: "Keep it there, and close your eyes",
        },
        rungs=RungWords(
            this="Pond {rung} of {rungs}",
            following="Next: pond {rung}",
            following_by_feel="Next: by feel, pond {rung}",
            same="Next: the same pond",
            harder="Lilies farther out",
            easier="Lilies nearer by",
        ),
    ),
    headline=Headline("lights_home", "Lights home", "", lights_in),
    seconds=(40.0, 60.0),
    success_share=0.85,
    parameters=_parameters,
    rules=_rules,
    scene=drawn_by("games.engine.scenes.harvest", "HarvestScene"),
    metrics=(lights_home,),
    instrument=Instrument.HARP,
)
