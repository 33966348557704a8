"""Marble: tilt the garden so that the light in its glass ball rolls to the next stone lantern.

The ball is the light: it is what the patient looks at and steers. A crescent at its side shows to
which side the board leans, for the ball always rolls that way: the garden is a dish in which it
comes to rest where the board points (`games.engine.garden.ball`). So toes down is up, and the
middle is level, as in every game. Where to be is always the mint ring, for the ball: round the next
lantern's court, or on the way there at the end of a wall.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import hypot
from typing import TYPE_CHECKING

from games.engine.activity import Activity, Kind
from games.engine.garden.plan import Place, Plan, planned
from games.engine.garden.ways import Ways
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

if TYPE_CHECKING:
    from games.engine.garden.ball import Ball

LANTERNS = 6
WIDEST_SHARE, NARROWEST_SHARE = 0.30, 0.25
NEAR_SHARE, FAR_SHARE = 0.46, 0.64
WIDE_GATE_SHARE, GATE_SHARE = 0.52, 0.40
SHORT_WAIT_S, LONG_WAIT_S = 0.7, 1.5
"""How long the ball rests at a lantern before it burns: the harder the rung, the longer."""

SLOW_DRAG, QUICK_DRAG = 1.8, 0.4
"""On the easiest rung the ball creeps; the harder the rung, the farther it rolls on."""

REST_RADII_S = 3.5
"""A ball rests that rolls no quicker than this, in its radii a second."""

CALLS_S = 9.0
"""A lantern that nobody reaches calls no longer, and another one does."""

LEAN_RADII = 1.0
"""Nothing is earned while the board points farther than this from the middle of the court.

So nobody is helped by a wall that stops the ball. Nor is whoever goes round and round: the ball
trails behind and is in the court when the board has left it.
"""

AWAY_RADII = 1.6
"""The next lantern is so many of its ring's radii from the ball, or more."""

STEPS_A_LOOK = 10
"""The way is looked for every tenth of a second."""

TRACK_SHARE = 0.14
"""Points of the groove are this share of a ball's radius apart."""


@dataclass(frozen=True)
class Pace:
    """What decides how hard it is to stop."""

    gate_deg: float
    drag: float
    wait_s: float

    @classmethod
    def of(cls, parameters: Parameters) -> Pace:
        """That of a stored trial."""
        names = "gate_radius_deg", "drag", "wait_s"
        return cls(*(number(parameters, name) for name in names))


class Marble(Rules):
    """A ball rolls from lantern to lantern; `lit` lists those that burn, `next` is to be reached.

    `held_share` says how much of the wait is done, 0 to 1; `since_s` is the running time at which
    the lantern began to call, `inside_at_s` the newest at which the ball was in its court. `track`
    are the points of the groove so far.
    """

    def __init__(self, plan: Plan, spots: Spots, pace: Pace, seed: int) -> None:
        # Whoever lists activities does without pymunk.
        from games.engine.garden.ball import Ball  # noqa: PLC0415

        self.ball: Ball = Ball(plan, pace.drag)
        self.lit: list[int] = []
        self.lit_at_s: list[float] = []
        self.track: list[Place] = []
        self.held_share = self.since_s = 0.0
        self.inside_at_s = -1.0
        self._spots, self._pace = spots, pace
        self._ways = Ways(plan, self.ball.free)
        self._way_deg, self._track_deg = plan.way_deg, TRACK_SHARE * plan.ball_deg
        self._rest_deg_s = REST_RADII_S * plan.ball_deg
        self._bag = Bag(len(spots.places), seed)
        self.next = self._bag.draw()
        self._way: Place | None = None
        self._steps = 0
        self._came_in = False

    def take(self, now: Now) -> None:
        """The ball rolls from the start on; from the measured part on lanterns call."""
        if not self.track:
            self._begin(now)
        steps = self.ball.let_pass(now.passed_s, now.ap_deg, now.ml_deg)
        if steps:
            self._rake()
        if not now.measuring:
            return
        if self.aim is None:
            self._call(now.t_s)
        self._look(steps)
        self._wait(now)

    def go_on(self) -> None:
        """After a pause the ball lies where it lay, at rest."""
        self.ball.lay(self.ball.place)

    def _begin(self, now: Now) -> None:
        """The light that was in the gate's ring is in the ball from now on."""
        self.ball.lay((now.ap_deg, now.ml_deg))
        self.track.append(self.ball.place)

    def _rake(self) -> None:
        (ap, ml), (last_ap, last_ml) = self.ball.place, self.track[-1]
        if hypot(ap - last_ap, ml - last_ml) >= self._track_deg:
            self.track.append((ap, ml))

    def _wait(self, now: Now) -> None:
        """Waiting drains as fast as it fills while the ball is not in the lantern's court."""
        inside = self._in_court(now)
        if inside:
            self.inside_at_s = now.t_s
        step = now.passed_s / self._pace.wait_s
        self.held_share = max(self.held_share + (step if inside else -step), 0.0)
        # Sums of sample times: half a sample short of the time is the time.
        if self.held_share >= 1.0 - 1e-3:
            self._light(now.t_s)
        elif not inside and now.t_s - self.since_s >= CALLS_S:
            self._call_another(now.t_s)

    def _in_court(self, now: Now) -> bool:
        """In the ring by honest control: not held there by a wall, nor over one."""
        goal = self._spots.places[self.next]
        if _apart(self.ball.place, goal) > self._spots.radius_deg:
            self._came_in = True
            return False
        leans_deg = _apart((now.ap_deg, now.ml_deg), goal)
        near = leans_deg <= LEAN_RADII * self._spots.radius_deg and self._way == goal
        rests = hypot(*self.ball.rate) <= self._rest_deg_s
        return near and rests and self._came_in and now.allowed

    def _light(self, t_s: float) -> None:
        self.lit.append(self.next)
        self.lit_at_s.append(t_s)
        self.earned += 1
        self.shown = float(self.earned)
        self._call_another(t_s)

    def _call_another(self, t_s: float) -> None:
        """One that is neither near the ball nor where it rolls to, if there is one.

        So whoever goes round and round has most of a round to go to each.
        """
        for _ in self._spots.places:
            self.next = self._bag.draw()
            if self._calls_away(self._spots.places[self.next]):
                break
        self._call(t_s)

    def _calls_away(self, goal: Place) -> bool:
        (ap, ml), (ap_rate, ml_rate) = self.ball.place, self.ball.rate
        ahead = (goal[0] - ap) * ap_rate + (goal[1] - ml) * ml_rate > 0.0
        return not ahead and _apart((ap, ml), goal) > AWAY_RADII * self._spots.radius_deg

    def _call(self, t_s: float) -> None:
        self.since_s, self.held_share, self._came_in = t_s, 0.0, False
        self._ways.lead_to(self._spots.places[self.next])
        self._steps = 0
        self._look(0)

    def _look(self, steps: int) -> None:
        """Look for the way every so many steps, and aim where it leads."""
        self._steps -= steps
        if self._steps <= 0:
            self._steps = STEPS_A_LOOK
            self._way = self._ways.next(self.ball.place) or self._way
        self.aim = self._ring()

    def _ring(self) -> Ring:
        goal, radius_deg = self._spots.places[self.next], self._spots.radius_deg
        if not self._came_in and _apart(self.ball.place, goal) <= radius_deg:
            # The only lantern: away from it first, or standing still would light it again.
            return 0.0, 0.0, self._pace.gate_deg
        if self._way is None or self._way == goal:
            return *goal, radius_deg
        return *self._way, self._way_deg


@own_metric(
    "lanterns_lit",
    unit="1",
    better=Better.HIGHER,
    words="lanterns lit",
    plain="How many lanterns you lit.",
)
def lanterns_lit(rules: Marble) -> float:
    """Lanterns in whose court the ball came to rest, one after the other."""
    return float(rules.earned)


def _parameters(ground: Ground) -> dict[str, Json]:
    hard, rung = ground.difficulty, ground.difficulty.rung
    radius_share = hard.between(WIDEST_SHARE, NARROWEST_SHARE)
    spots = laid_out(ground, LANTERNS, radius_share, hard.between(NEAR_SHARE, FAR_SHARE))
    gate_deg = ground.ring_radius_deg(hard.between(WIDE_GATE_SHARE, GATE_SHARE))
    walls = 0 if rung == 1 else (rung + 2) // 3
    plan = planned(ground, spots.places, walls, patches=rung // 4)
    return {
        **spots.parameters(),
        **plan.parameters(),
        "gate_radius_deg": round(gate_deg, 3),
        "cursor_strength": 1.0,
        "drag": round(hard.between(SLOW_DRAG, QUICK_DRAG), 3),
        "wait_s": round(hard.between(SHORT_WAIT_S, LONG_WAIT_S), 3),
    }


def _rules(parameters: Parameters, seed: int) -> Marble:
    return Marble(Plan.of(parameters), Spots.of(parameters), Pace.of(parameters), seed)


def lanterns_in(seconds: float) -> float:
    """What a good round of this length lights; a better one more."""
    return float(round(seconds / 4.0))


def _apart(first: Place, second: Place) -> float:
    return hypot(first[0] - second[0], first[1] - second[1])


ACTIVITY = Activity(
    name="marble",
    title="Marble",
    kind=Kind.TRAINING,
    summary="roll the light from lantern to lantern",
    trains=(
        "Starting a movement, stopping it in time, and small corrections. For people who lean "
        "with control and brake too late."
    ),
    wording=Wording(
        instruction={
            Eyes.OPEN: "Tilt the garden. Roll the light to the next lantern and stop there.",
            Eyes.CLOSED: "Close your eyes. Lean to the soft chord until you hear the wood block.",
        },
        playing={Eyes.OPEN: "Roll into the ring", Eyes.CLOSED: "Lean to the soft chord"},
        gate={
            Eyes.OPEN: "Keep the light there",
            Eyes.CLOSED: "Keep it there, and close your eyes",
        },
        rungs=RungWords(
            this="Garden {rung} of {rungs}",
            following="Next: garden {rung}",
            following_by_feel="Next: by feel, garden {rung}",
            same="Next: the same garden",
            harder="A garden with more turns",
            easier="An easier garden",
        ),
    ),
    headline=Headline("lanterns_lit", "Lanterns", "", lanterns_in),
    seconds=(40.0, 60.0),
    parameters=_parameters,
    rules=_rules,
    scene=drawn_by("games.engine.scenes.marble", "MarbleScene"),
    metrics=(lanterns_lit,),
    instrument=Instrument.WOOD_BLOCKS,
)
