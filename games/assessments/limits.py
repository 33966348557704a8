"""Limits: lean to one of up to eight marks when it fills, hold it for a second, and come back.

The marks stand at a fixed share of the rim; those beyond three quarters of today's range are left
out. Which one is next follows from the seed, and when follows from the patient: 1 to 3 s after
having settled for a second. There is no cursor after the start, so the leg itself must tell how far
it has gone. The numbers are those of family C.
"""

from collections.abc import Iterator
from random import Random

from games.engine.activity import Activity, Kind
from games.engine.ground import Ground
from games.engine.marks import MARKS, Mark, marks_of, marks_on
from games.engine.rules import Now, Rules
from games.engine.scene import drawn_by
from games.engine.setup import Parameters, number
from games.engine.words import Headline, Wording
from trainer.metrics import Better, own_metric
from trainer.recording.cue import Cue
from trainer.recording.json_form import Json
from trainer.recording.vocabulary import Eyes

DIRECTIONS = 8
MARK_SHARE = 0.6
"""Of the rim: never more than three quarters of it."""
RING_SHARE, HOME_SHARE, GATE_SHARE = 0.25, 0.45, 0.5
SETTLED_S, LEAST_WAIT_S, MOST_WAIT_S = 1.0, 1.0, 3.0
HOLD_S, GIVE_UP_S = 1.0, 6.0


class Calls(Rules):
    """Calls marks one by one, each some time after the patient has settled at home.

    `called` is the index of the mark that is called now, None at home.
    """

    def __init__(self, marks: list[Mark], mark_deg: float, home_deg: float, seed: int) -> None:
        self.cues: list[Cue] = []
        self.called: int | None = None
        self._marks, self._mark_deg = marks, mark_deg
        self._home = (0.0, 0.0, home_deg)
        self._plan = _plan(seed, len(marks))
        self._next, self._wait_s = next(self._plan)
        self._stayed_s = self._waited_s = self._called_s = 0.0
        self.aim = self._home

    def take(self, now: Now) -> None:
        self._stayed_s = self._stayed_s + now.passed_s if now.inside else 0.0
        if self.called is not None:
            self._reach(now)
        elif now.measuring:
            self._wait(now)

    def _wait(self, now: Now) -> None:
        """The wait begins once the patient has settled, and ends only while settled."""
        settled = self._stayed_s >= SETTLED_S
        if settled or self._waited_s:
            self._waited_s += now.passed_s
        if settled and self._waited_s >= self._wait_s:
            self.called, self._called_s = self._next, now.t_s
            ap_deg, ml_deg = self._marks[self._next]
            self._aim_at((ap_deg, ml_deg, self._mark_deg))

    def _reach(self, now: Now) -> None:
        held = self._stayed_s >= HOLD_S
        if not held and now.t_s - self._called_s < GIVE_UP_S:
            return
        self.cues.append(Cue(self._called_s, now.t_s, *self._marks[self._next], held))
        self.shown += held
        self.called, self._waited_s = None, 0.0
        self._next, self._wait_s = next(self._plan)
        self._aim_at(self._home)

    def _aim_at(self, ring: tuple[float, float, float]) -> None:
        self.aim = ring
        self._stayed_s = 0.0


def _plan(seed: int, marks: int) -> Iterator[tuple[int, float]]:
    """Which mark and after how many seconds of waiting: all marks, shuffled, again and again."""
    chance = Random(seed)
    while True:
        for mark in sorted(range(marks), key=lambda _: chance.random()):
            yield mark, LEAST_WAIT_S + (MOST_WAIT_S - LEAST_WAIT_S) * chance.random()


@own_metric(
    "targets_held",
    unit="1",
    better=Better.HIGHER,
    words="targets reached and held",
    plain="How many marks you reached and held.",
)
def targets_held(rules: Calls) -> float:
    """How many called targets were reached and held for a second."""
    return rules.shown


def _parameters(ground: Ground) -> dict[str, Json]:
    mark_deg = ground.rim_ring_radius_deg(RING_SHARE)
    return {
        "gate_radius_deg": ground.rim_ring_radius_deg(GATE_SHARE),
        "home_radius_deg": ground.rim_ring_radius_deg(HOME_SHARE),
        "mark_radius_deg": mark_deg,
        MARKS: marks_on(ground, (MARK_SHARE,), DIRECTIONS, mark_deg),
    }


def _rules(parameters: Parameters, seed: int) -> Calls:
    mark_deg, home_deg = (number(parameters, f"{at}_radius_deg") for at in ("mark", "home"))
    return Calls(marks_of(parameters), mark_deg, home_deg, seed)


ACTIVITY = Activity(
    name="limits",
    title="Limits",
    kind=Kind.ASSESSMENT,
    summary="lean to one of eight marks when it fills, hold it, come back",
    trains="Measures how far, how fast and how straight this leg steers the board.",
    wording=Wording(
        instruction={
            Eyes.OPEN: "When a circle fills, lean to it at once, hold, and come back.",
        },
        playing={Eyes.OPEN: "To the middle, and wait"},
        gate={Eyes.OPEN: "Keep it there, and feel where level is"},
    ),
    headline=Headline("directional_control_pct", "Straight on the way", "%"),
    seconds=(60.0, 90.0),
    parameters=_parameters,
    rules=_rules,
    scene=drawn_by("games.engine.scenes.limits", "LimitsScene"),
    metrics=(targets_held,),
)
