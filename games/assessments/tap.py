"""Tap: stand level and look at the cross; now and then the therapist nudges the board.

The sensor tells a nudge by its jolt: no leg turns the board so fast within so short a time. What is
measured is how far the board went, which way, and when it was back where it had been. Only a nudge
of a board that stood steady counts, because only then is it known what it did.
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from math import atan2, degrees, hypot
from statistics import fmean

from games.engine.activity import Activity, Kind
from games.engine.ground import Ground
from games.engine.rules import ASKED, Asked, Now, Rules
from games.engine.scene import drawn_by
from games.engine.setup import SMALLEST_RING_DEG, Parameters, number
from games.engine.words import Headline, Wording
from trainer.metrics import Better, Metric, NotMeasurableError, own_metric
from trainer.metrics.directions import edge_words, foot_words
from trainer.recording.json_form import Json
from trainer.recording.vocabulary import Eyes, Side

GATE_SHARE = 0.5
STEADY_S = 1.0
JOLT_DEG_S, JOLT_S = 12.0, 0.03
"""A leg turns the board faster by so much in no less than 0.06 s; a hand or a foot in half that."""
AWAY_DEG = SMALLEST_RING_DEG
"""Farther than people sway when they stand well; what stays nearer was no nudge."""
MOVES_WITHIN_S = 0.5
BACK_S, GIVE_UP_S = 0.5, 5.0
QUARTERS = ("toes", "outside", "heel", "inside")
"""In steps of 90° from the toes over the outside."""
NUDGE_NOW = Asked(nudge=True)
NO_NUDGE = "no nudge was felt: tap the edge of the deck briskly while the board stands steady"
NO_NUDGE_TOWARDS = "no nudge moved the board towards {quarter}"
NO_INSIDE = "on two legs there is no inside"


@dataclass(frozen=True)
class Nudge:
    """How fast the board went at first, how far and which way, and how long until it was back.

    The direction is 0 to the toes, 90 to the patient's right. `back_s` is 5 s if it took longer.
    """

    speed_deg_s: float
    peak_deg: float
    direction_deg: float
    back_s: float


@dataclass
class _Felt:
    """A nudge that is not over: since when, from where, and what came of it so far."""

    at_s: float
    ap_deg: float
    ml_deg: float
    speed_deg_s: float = 0.0
    peak_deg: float = 0.0
    direction_deg: float = 0.0
    inside_since_s: float | None = None

    def take(self, now: Now) -> None:
        ap_deg, ml_deg = now.ap_deg - self.ap_deg, now.ml_deg - self.ml_deg
        away_deg = hypot(ap_deg, ml_deg)
        if now.t_s - self.at_s <= MOVES_WITHIN_S:
            self.speed_deg_s = max(self.speed_deg_s, hypot(now.ap_rate_deg_s, now.ml_rate_deg_s))
        if away_deg > self.peak_deg:
            self.peak_deg, self.direction_deg = away_deg, degrees(atan2(ml_deg, ap_deg)) % 360.0
        if away_deg > AWAY_DEG:
            self.inside_since_s = None
        elif self.inside_since_s is None:
            self.inside_since_s = now.t_s

    @property
    def moved(self) -> bool:
        """Whether it moved the board farther than sway does."""
        return self.peak_deg > AWAY_DEG


class NudgesFelt(Rules):
    """Waits until the board stands steady, feels a jolt, and follows what the board does."""

    def __init__(self, ring_deg: float) -> None:
        self.nudges: list[Nudge] = []
        self.aim = (0.0, 0.0, ring_deg)
        self._rates: deque[tuple[float, float, float]] = deque()
        self._steady_s = self._ap_s = self._ml_s = 0.0
        self._felt: _Felt | None = None

    def take(self, now: Now) -> None:
        jolted = self._jolted(now)
        if self._felt is not None:
            self._follow(self._felt, now)
        elif jolted and self.asked.nudge:
            ap_deg, ml_deg = self._ap_s / self._steady_s, self._ml_s / self._steady_s
            self._felt = _Felt(now.t_s - JOLT_S, ap_deg, ml_deg)
            self.asked = ASKED
        else:
            self._stand(now, jolted)

    def _jolted(self, now: Now) -> bool:
        """Whether the board's rate changed as no leg changes it."""
        rates = self._rates
        rates.append((now.t_s, now.ap_rate_deg_s, now.ml_rate_deg_s))
        while now.t_s - rates[0][0] > JOLT_S:
            rates.popleft()
        _, ap_rate, ml_rate = rates[0]
        return hypot(now.ap_rate_deg_s - ap_rate, now.ml_rate_deg_s - ml_rate) >= JOLT_DEG_S

    def _stand(self, now: Now, jolted: bool) -> None:
        if jolted or not now.inside:
            self._steady_s = self._ap_s = self._ml_s = 0.0
            self.asked = ASKED
            return
        # The mean of the newest second: what is older fades.
        kept = 1.0 if self._steady_s < STEADY_S else 1.0 - now.passed_s / STEADY_S
        self._steady_s = kept * self._steady_s + now.passed_s
        self._ap_s = kept * self._ap_s + now.passed_s * now.ap_deg
        self._ml_s = kept * self._ml_s + now.passed_s * now.ml_deg
        if now.measuring and self._steady_s >= STEADY_S:
            self.asked = NUDGE_NOW

    def _follow(self, felt: _Felt, now: Now) -> None:
        felt.take(now)
        since_s = now.t_s - felt.at_s
        if not felt.moved:
            if since_s > MOVES_WITHIN_S:
                self._forget()
            return
        inside_s = felt.inside_since_s
        if inside_s is not None and now.t_s - inside_s >= BACK_S:
            self._keep(felt, inside_s - felt.at_s)
        elif since_s >= GIVE_UP_S:
            self._keep(felt, GIVE_UP_S)

    def _keep(self, felt: _Felt, back_s: float) -> None:
        self.nudges.append(Nudge(felt.speed_deg_s, felt.peak_deg, felt.direction_deg, back_s))
        self.shown = len(self.nudges)
        self._forget()

    def _forget(self) -> None:
        self._felt = None
        self._steady_s = self._ap_s = self._ml_s = 0.0


def quarter_of(nudge: Nudge, side: Side) -> str:
    """The quarter of a nudge for a standing leg; on two legs, that of a right one."""
    outwards_deg = -nudge.direction_deg if side is Side.LEFT else nudge.direction_deg
    return QUARTERS[round(outwards_deg / 90.0) % len(QUARTERS)]


@dataclass(frozen=True)
class _Read:
    """How the five metrics of a number are read; `plain` is for a patient, without its stop."""

    name: str
    unit: str
    better: Better
    words: str
    plain: str

    def declared(self, quarter: str = "") -> Callable[[Callable[..., float]], Metric]:
        """The decorator of the metric of a quarter, or of the overall one."""
        edge, foot = edge_words(quarter), foot_words(quarter)
        return own_metric(
            f"{self.name}_{quarter}" if quarter else self.name,
            unit=self.unit,
            better=self.better,
            words=f"{self.words}, towards {edge}" if quarter else self.words,
            plain=f"{self.plain}, towards your {foot}." if quarter else f"{self.plain}.",
        )


def _measure(read: _Read, what: str, of: Callable[[Nudge], float]) -> tuple[Metric, ...]:
    """A number for each nudge as five metrics: the mean of all, and of those in each quarter."""

    def overall(rules: NudgesFelt) -> float:
        if not rules.nudges:
            raise NotMeasurableError(NO_NUDGE)
        return fmean(map(of, rules.nudges))

    overall.__doc__ = f"Mean over the nudges of {what}."
    return (read.declared()(overall), *(_towards(quarter, read, of) for quarter in QUARTERS))


def _towards(quarter: str, read: _Read, of: Callable[[Nudge], float]) -> Metric:
    def towards(rules: NudgesFelt, side: Side) -> float:
        if side is Side.BOTH and quarter not in ("toes", "heel"):
            raise NotMeasurableError(NO_INSIDE)
        values = [of(nudge) for nudge in rules.nudges if quarter_of(nudge, side) == quarter]
        if not values:
            raise NotMeasurableError(NO_NUDGE_TOWARDS.format(quarter=quarter))
        return fmean(values)

    towards.__doc__ = f"`{read.name}` of the nudges that moved the board towards {quarter}."
    return read.declared(quarter)(towards)


@own_metric(
    "nudges",
    unit="1",
    better=Better.NEITHER,
    words="nudges felt",
    plain="How many times the board was nudged.",
)
def nudges(rules: NudgesFelt) -> float:
    """How many nudges of a steady board moved it by more than 2.5°."""
    return float(len(rules.nudges))


METRICS = (
    nudges,
    *_measure(
        _Read(
            "nudge_time_back_s",
            "s",
            Better.LOWER,
            "back after a nudge",
            "How long you took to come back after a nudge",
        ),
        "the time from the jolt until the tilt stays within 2.5° of where it was in the second "
        "before, for 0.5 s; 5 s if it took longer",
        lambda nudge: nudge.back_s,
    ),
    *_measure(
        _Read(
            "nudge_peak_deg",
            "deg",
            Better.LOWER,
            "thrown off by",
            "How far a nudge threw the board off",
        ),
        "the largest tilt away from where the board was in the second before",
        lambda nudge: nudge.peak_deg,
    ),
    *_measure(
        _Read(
            "nudge_speed",
            "deg/s",
            Better.NEITHER,
            "speed it was nudged to",
            "How hard the board was nudged",
        ),
        "the largest speed of the board in the half second after the jolt: how hard it was nudged",
        lambda nudge: nudge.speed_deg_s,
    ),
)


def _parameters(ground: Ground) -> dict[str, Json]:
    return {"gate_radius_deg": ground.rim_ring_radius_deg(GATE_SHARE)}


def _rules(parameters: Parameters, _seed: int) -> NudgesFelt:
    return NudgesFelt(number(parameters, "gate_radius_deg"))


ACTIVITY = Activity(
    name="tap",
    title="Tap",
    kind=Kind.ASSESSMENT,
    summary="stand level; the therapist nudges the board now and then",
    trains="Measures how far a nudge throws this leg off, and how soon it is back.",
    wording=Wording(
        instruction={
            Eyes.OPEN: "Stand level. Your board is nudged now and then: come back to level.",
            Eyes.CLOSED: "Stand level, eyes closed. Your board is nudged: come back to level.",
        },
        playing={Eyes.OPEN: "Look at the cross", Eyes.CLOSED: "Eyes closed, stay level"},
        gate={
            Eyes.OPEN: "Keep it there, look at the cross",
            Eyes.CLOSED: "Keep it there, then close your eyes",
        },
    ),
    headline=Headline("nudge_time_back_s", "Back after a nudge", "s"),
    seconds=(30.0, 60.0),
    parameters=_parameters,
    rules=_rules,
    scene=drawn_by("games.engine.scenes.tap", "TapScene"),
    metrics=METRICS,
)
