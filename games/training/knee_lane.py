"""Knee lane: small slow squats on one leg, down and up with a bead, the thigh kept in its lane.

It is played on the floor, by the strap on the thigh. On a dome each bend of the leg tips the board,
squats are not measured there, and a patient in pain would squat on an edge. What the strap sees is
how far the thigh bends and how far it leans to the side, against the earth: it knows no angle of
the knee, and nothing here is called one.

The light is the thigh's: the deeper, the lower, and aside where the thigh leans to. Every other
game draws the board's level in the middle of the field. Here the same column is the upright thigh,
and the middle of the field a thigh that is half-way down (`games.engine.thigh_light`): the eye
stays where it has learned to look, right stays right, and an edge that goes down is a light that
goes there.
"""

from enum import StrEnum
from math import cos, inf, pi

from games.engine.activity import Activity, Kind, Surface
from games.engine.ground import Ground
from games.engine.rules import Now, Rules
from games.engine.rung_words import RungWords
from games.engine.scene import drawn_by
from games.engine.setup import Parameters, number
from games.engine.sound.instruments import Instrument
from games.engine.thigh_light import ring_at
from games.engine.words import Headline, Wording
from trainer.metrics import Better, own_metric
from trainer.motion.exercises import EXERCISE, Exercise
from trainer.recording.json_form import Json
from trainer.recording.vocabulary import Eyes

WIDEST_DEG, NARROWEST_DEG = 13.0, 4.7
"""Half the lane's width, which is the ring's radius, too. Ours: no threshold is published."""
SHALLOW_DEG, DEEP_DEG = 27.0, 45.0
"""How far the thigh bends to reach the water; from 25° on metrics call it a squat."""
QUICK_SINK_S, SLOW_SINK_S = 3.0, 4.0
QUICK_RISE_S, SLOW_RISE_S = 2.2, 3.0
BELOW_WATER_DEG, NEARLY_DEG = 3.0, 0.5
"""The bead turns below the water; who comes so near has touched it."""

EASY_SHARE, STRICT_SHARE = 0.6, 0.8
"""With the bead for so much of its way: who drops ahead of it, or lags behind, is not."""
TALL_DEG, BENT_DEG = 12.0, 8.0
"""Up to here the thigh stands tall, and the strap's planes find the front anew; from there on a
lean counts."""
SHORT_REST_S, LONG_REST_S = 1.0, 1.8
"""How long the bead waits for who stands tall: after a clean squat, and after any other."""
BRUSHED_S = 0.25
"""A wall that is touched for less is nothing."""


class Stroke(StrEnum):
    """What the bead does now."""

    STAND = "stand"
    SINK = "sink"
    RISE = "rise"


class Lift(Rules):
    """One bead goes down and up, again and again, whenever the patient stands tall.

    `depth_deg` is how deep it is, `since_s` the running time at which its stroke began. `brushed`
    is the wall that the thigh leans over now: 1 the inner one, -1 the outer one, 0 neither;
    `leaned` the one it last leaned over, and `brushed_at_s` when that was. `wet_at_s` is when this
    squat reached the water, `lit_at_s` when each lantern was lit. `blind`: no strap has told of the
    thigh yet.
    """

    def __init__(
        self, lane_deg: float, water_deg: float, strokes_s: tuple[float, float], together: float
    ) -> None:
        self.lane_deg, self.water_deg, self._together = lane_deg, water_deg, together
        self.stroke, self.since_s, self.depth_deg = Stroke.STAND, 0.0, 0.0
        self.brushed = self.leaned = 0
        self.brushed_at_s, self.wet_at_s = -inf, inf
        self.blind = False
        self.lit_at_s: list[float] = []
        self._strokes_s = dict(zip((Stroke.SINK, Stroke.RISE), strokes_s, strict=True))
        self._rest_s, self._tall_s = SHORT_REST_S, 0.0
        self._together_s = self._brushed_s = 0.0

    def take(self, now: Now) -> None:
        self.blind = now.light is None
        if not now.measuring:
            return
        if self.stroke is Stroke.STAND:
            self._wait(now)
        else:
            self._watch(now)
            self._move(now.t_s)
        self.aim = ring_at(self.depth_deg, self.lane_deg)

    def go_on(self) -> None:
        """Whoever comes back from a pause stands tall: the squat that it broke off counts for
        nothing."""
        self._rest(LONG_REST_S, self.since_s)

    def _wait(self, now: Now) -> None:
        # A thigh that is not known is not tall, either.
        tall = now.thigh_flexion_deg <= TALL_DEG
        self._tall_s = self._tall_s + now.passed_s if tall else 0.0
        self.brushed = 0
        if self._tall_s >= self._rest_s:
            self._turn_to(Stroke.SINK, now.t_s)
            self.wet_at_s, self._together_s, self._brushed_s = inf, 0.0, 0.0

    def _watch(self, now: Now) -> None:
        """What this sample adds to the squat."""
        flexion, lean = now.thigh_flexion_deg, now.thigh_medial_lean_deg
        if now.inside:
            self._together_s += now.passed_s
        if flexion >= self.water_deg - NEARLY_DEG:
            self.wet_at_s = min(self.wet_at_s, now.t_s)
        over = abs(lean) > self.lane_deg and flexion > BENT_DEG
        self.brushed = (1 if lean > 0 else -1) if over else 0
        if over:
            self._brushed_s += now.passed_s
            self.leaned, self.brushed_at_s = self.brushed, now.t_s

    def _move(self, t_s: float) -> None:
        """The bead eases in and out of both strokes."""
        share = min((t_s - self.since_s) / self._strokes_s[self.stroke], 1.0)
        eased = (1.0 - cos(pi * share)) / 2.0
        sinks = self.stroke is Stroke.SINK
        self.depth_deg = (self.water_deg + BELOW_WATER_DEG) * (eased if sinks else 1.0 - eased)
        if share < 1.0:
            return
        if sinks:
            self._turn_to(Stroke.RISE, t_s)
        elif self._clean:
            self.earned += 1
            self.shown = float(self.earned)
            self.lit_at_s.append(t_s)
            self._rest(SHORT_REST_S, t_s)
        else:
            self._rest(LONG_REST_S, t_s)

    @property
    def _clean(self) -> bool:
        """Whether the thigh was with the bead, deep enough, and in its lane."""
        whole_s = sum(self._strokes_s.values())
        together = self._together_s >= self._together * whole_s
        return together and self.wet_at_s < inf and self._brushed_s < BRUSHED_S

    def _turn_to(self, stroke: Stroke, t_s: float) -> None:
        """Each stroke begins with a tick, for who has the eyes closed."""
        self.stroke, self.since_s = stroke, t_s
        self.beats += 1

    def _rest(self, rest_s: float, t_s: float) -> None:
        self.stroke, self.since_s, self.depth_deg = Stroke.STAND, t_s, 0.0
        self._rest_s, self._tall_s = rest_s, 0.0
        self.aim = ring_at(0.0, self.lane_deg)


@own_metric(
    "lanterns_lit",
    unit="1",
    better=Better.HIGHER,
    words="lanterns lit",
    plain="How many lanterns you lit.",
)
def lanterns_lit(rules: Lift) -> float:
    """Squats in which the thigh went with the bead, reached the water and stayed in its lane."""
    return float(rules.earned)


def _parameters(ground: Ground) -> dict[str, Json]:
    hard = ground.difficulty
    return {
        "gate_radius_deg": TALL_DEG,
        EXERCISE: Exercise.SQUAT.value,
        "cursor_strength": 1.0,
        "lane_deg": round(hard.between(WIDEST_DEG, NARROWEST_DEG), 3),
        "water_deg": round(hard.between(SHALLOW_DEG, DEEP_DEG), 3),
        "sink_s": round(hard.between(QUICK_SINK_S, SLOW_SINK_S), 3),
        "rise_s": round(hard.between(QUICK_RISE_S, SLOW_RISE_S), 3),
        "together_share": round(hard.between(EASY_SHARE, STRICT_SHARE), 3),
    }


def _rules(parameters: Parameters, _seed: int) -> Lift:
    strokes_s = number(parameters, "sink_s"), number(parameters, "rise_s")
    return Lift(
        number(parameters, "lane_deg"),
        number(parameters, "water_deg"),
        strokes_s,
        number(parameters, "together_share"),
    )


def lanterns_in(seconds: float) -> float:
    """What a good round of this length lights; a better one more."""
    return float(max(round(seconds / 8.0), 1))


ACTIVITY = Activity(
    name="knee_lane",
    title="Knee lane",
    kind=Kind.TRAINING,
    summary="squat with the bead and keep the thigh in its lane; by the strap on the thigh",
    trains=(
        "Keeping the thigh from falling inward while one leg bends under load. For people whose "
        "thigh leans in, and who stand on that leg on the floor without pain."
    ),
    wording=Wording(
        instruction={
            Eyes.OPEN: "Go down with the ring, touch the water, and come up with it.",
            Eyes.CLOSED: "Close your eyes. Go down and up with the soft chord.",
        },
        playing={Eyes.OPEN: "Stay in the ring", Eyes.CLOSED: "Stay in the soft chord"},
        gate={
            Eyes.OPEN: "Stand tall on this leg",
            Eyes.CLOSED: "Stand tall, and close your eyes",
        },
        pace=("Down with the ring", "Up with the ring", "Stand tall"),
        rungs=RungWords(
            this="Lane {rung} of {rungs}",
            following="Next: lane {rung}",
            following_by_feel="Next: by feel, lane {rung}",
            same="Next: the same lane",
            harder="A narrower, deeper lane",
            easier="A wider lane",
        ),
    ),
    headline=Headline("lanterns_lit", "Lanterns", "", lanterns_in),
    seconds=(45.0, 60.0),
    parameters=_parameters,
    rules=_rules,
    scene=drawn_by("games.engine.scenes.knee_lane", "KneeLaneScene"),
    surface=Surface.FLOOR,
    metrics=(lanterns_lit,),
    success_share=0.6,
    by_thigh=True,
    instrument=Instrument.BAMBOO,
)
