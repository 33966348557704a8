"""Blind return: reach a mark with the light, come back, and find the same place without it.

How far the second place lies from the first is the error of the leg's own sense of position. The
light is there on the way out and back; then it goes out, and the patient answers by holding still
or by a press of the event button, which is no touch then. Nobody is told how near it was.
"""

from dataclasses import dataclass
from enum import StrEnum
from math import hypot
from random import Random
from statistics import fmean, stdev

from games.engine.activity import Activity, Kind
from games.engine.ground import Ground
from games.engine.marks import MARKS, Mark, marks_of, marks_on
from games.engine.rules import Asked, Now, Rules
from games.engine.scene import drawn_by
from games.engine.setup import SMALLEST_RING_DEG, Parameters, number
from games.engine.words import Headline, Wording
from trainer.metrics import Better, NotMeasurableError, own_metric
from trainer.recording.json_form import Json
from trainer.recording.vocabulary import Eyes

DIRECTIONS, NEAR_SHARE, FAR_SHARE = 4, 0.5, 0.65
"""Two distances, so that one movement learned by heart does not do for all."""
RING_SHARE, HOME_SHARE, GATE_SHARE = 0.25, 0.4, 0.5
SETTLED_S, FELT_S = 1.0, 1.5
STILL_S, STILL_WITHIN_DEG = 1.5, SMALLEST_RING_DEG
"""Standing people move, so holding still is staying within the smallest ring."""
ARRIVES_S = 0.75
"""The first part of a stay still belongs to the way there, and enters no mean."""
OUT_SHARE = 0.4
"""Of the way to the mark: who is nearer to home has not set out yet."""
GIVE_UP_S = 8.0
TOO_FEW = "too few places were answered for {name}: {count} of at least {least}"


class Task(StrEnum):
    """What the patient is asked to do."""

    HOME = "home"
    REACH = "reach"
    BACK = "back"
    FIND = "find"


WITH_LIGHT = Asked(cursor=True)
FROM_MEMORY = Asked(cursor=False, ring=False, press=True)


@dataclass(frozen=True)
class Answer:
    """Where the mark was held with the light, and where it was found without; (ap, ml) in deg."""

    held: Mark
    found: Mark

    @property
    def error_deg(self) -> float:
        """How much farther out the answer lies, on the line from level through what was held."""
        size = hypot(*self.held)
        return (self.found[0] * self.held[0] + self.found[1] * self.held[1]) / size - size


class Stay:
    """How long the board has stayed somewhere, and its mean tilt there once it had arrived."""

    def __init__(self) -> None:
        self.leave()

    def leave(self) -> None:
        """The stay begins anew."""
        self.s = self._there_s = self._ap_s = self._ml_s = 0.0

    def take(self, now: Now) -> None:
        """One more sample of it."""
        self.s += now.passed_s
        if self.s > ARRIVES_S:
            self._there_s += now.passed_s
            self._ap_s += now.passed_s * now.ap_deg
            self._ml_s += now.passed_s * now.ml_deg

    @property
    def mean(self) -> Mark:
        """(ap, ml) in degrees; the stay is longer than `ARRIVES_S`."""
        return self._ap_s / self._there_s, self._ml_s / self._there_s


class BlindReturn(Rules):
    """The four tasks, one after the other, for one mark after the other."""

    def __init__(self, marks: list[Mark], mark_deg: float, home_deg: float, seed: int) -> None:
        self.answers: list[Answer] = []
        self.task = Task.HOME
        self.since_s = 0.0
        self._marks, self._mark_deg, self._home = marks, mark_deg, (0.0, 0.0, home_deg)
        self._chance, self._order = Random(seed), list[int]()
        self._mark = self._held = self._still_at = (0.0, 0.0)
        self._stay = Stay()
        self._turn_to(Task.HOME, 0.0)

    def take(self, now: Now) -> None:
        if self.task is Task.FIND:
            self._find(now)
            return
        if now.inside:
            self._stay.take(now)
        else:
            self._stay.leave()
        if self.task is Task.REACH:
            self._reach(now)
        elif self._stay.s >= SETTLED_S and now.measuring:
            self._turn_to(Task.FIND if self.task is Task.BACK else Task.REACH, now.t_s)

    def _reach(self, now: Now) -> None:
        """Where the mark was held, and felt, is what must be found."""
        if self._stay.s >= FELT_S:
            self._held = self._stay.mean
            self._turn_to(Task.BACK, now.t_s)

    def _find(self, now: Now) -> None:
        tilt = now.ap_deg, now.ml_deg
        if hypot(tilt[0] - self._still_at[0], tilt[1] - self._still_at[1]) > STILL_WITHIN_DEG:
            self._still_at = tilt
            self._stay.leave()
        self._stay.take(now)
        if now.pressed:
            self._answer(tilt, now)
        elif self._stay.s >= STILL_S and self._is_out(self._stay.mean):
            self._answer(self._stay.mean, now)
        elif now.t_s - self.since_s >= GIVE_UP_S:
            self._turn_to(Task.HOME, now.t_s)

    def _is_out(self, tilt: Mark) -> bool:
        along = tilt[0] * self._held[0] + tilt[1] * self._held[1]
        return along >= OUT_SHARE * hypot(*self._held) ** 2

    def _answer(self, found: Mark, now: Now) -> None:
        self.answers.append(Answer(self._held, found))
        self.shown = len(self.answers)
        self._turn_to(Task.HOME, now.t_s)

    def _turn_to(self, task: Task, t_s: float) -> None:
        self.task, self.since_s = task, t_s
        self._stay.leave()
        if task is Task.REACH:
            self._mark = self._marks[self._drawn()]
        out = task in (Task.REACH, Task.FIND)
        self.aim = (*self._mark, self._mark_deg) if out else self._home
        self.asked = FROM_MEMORY if task is Task.FIND else WITH_LIGHT
        # A single note asks: the light has gone, and eyes may be anywhere.
        self.beats += task is Task.FIND

    def _drawn(self) -> int:
        """The next mark: all of them, shuffled, again and again."""
        if not self._order:
            self._order = sorted(range(len(self._marks)), key=lambda _: self._chance.random())
        return self._order.pop()


def _errors_deg(rules: BlindReturn, name: str, least: int) -> list[float]:
    errors = [answer.error_deg for answer in rules.answers]
    if len(errors) < least:
        raise NotMeasurableError(TOO_FEW.format(name=name, least=least, count=len(errors)))
    return errors


@own_metric(
    "return_absolute_error_deg",
    unit="deg",
    better=Better.LOWER,
    words="off the place",
    plain="How far you were from the place that you had felt before.",
)
def absolute_error_deg(rules: BlindReturn) -> float:
    """Mean size of the error, |found − held|, on the line from level through the place that was
    held with the light (Schmidt and Lee 2011, Motor Control and Learning)."""
    return fmean(abs(error) for error in _errors_deg(rules, "the absolute error", 1))


@own_metric(
    "return_constant_error_deg",
    unit="deg",
    better=Better.NEITHER,
    words="too far",
    plain="Whether you went too far or not far enough.",
)
def constant_error_deg(rules: BlindReturn) -> float:
    """Mean of the signed error, found − held, on the same line: above 0 the leg goes too far."""
    return fmean(_errors_deg(rules, "the constant error", 1))


@own_metric(
    "return_variable_error_deg",
    unit="deg",
    better=Better.LOWER,
    words="spread of the error",
    plain="How much you differed from one try to the next.",
)
def variable_error_deg(rules: BlindReturn) -> float:
    """Standard deviation (N − 1) of the signed error: how much the leg differs with itself."""
    return stdev(_errors_deg(rules, "the variable error", 2))


@own_metric(
    "places_found",
    unit="1",
    better=Better.HIGHER,
    words="places answered",
    plain="How many places you answered.",
)
def places_found(rules: BlindReturn) -> float:
    """How many places were held with the light and answered without it."""
    return float(len(rules.answers))


def _parameters(ground: Ground) -> dict[str, Json]:
    mark_deg = ground.rim_ring_radius_deg(RING_SHARE)
    return {
        "gate_radius_deg": ground.rim_ring_radius_deg(GATE_SHARE),
        "home_radius_deg": ground.rim_ring_radius_deg(HOME_SHARE),
        "mark_radius_deg": mark_deg,
        MARKS: marks_on(ground, (NEAR_SHARE, FAR_SHARE), DIRECTIONS, mark_deg),
    }


def _rules(parameters: Parameters, seed: int) -> BlindReturn:
    mark_deg, home_deg = (number(parameters, f"{at}_radius_deg") for at in ("mark", "home"))
    return BlindReturn(marks_of(parameters), mark_deg, home_deg, seed)


ACTIVITY = Activity(
    name="blind_return",
    title="Blind return",
    kind=Kind.ASSESSMENT,
    summary="reach a mark with the light, come back, find it again without the light",
    trains="Measures how well this leg feels where it is, without the eye.",
    wording=Wording(
        instruction={
            Eyes.OPEN: "Bring the light to the circle, come back, and find it without.",
        },
        playing={Eyes.OPEN: "Back to the middle"},
        gate={Eyes.OPEN: "Keep it there, and feel where level is"},
    ),
    headline=Headline("return_absolute_error_deg", "Off the place", "°"),
    seconds=(60.0, 90.0),
    parameters=_parameters,
    rules=_rules,
    scene=drawn_by("games.engine.scenes.blind_return", "BlindReturnScene"),
    metrics=(absolute_error_deg, constant_error_deg, variable_error_deg, places_found),
)
