"""Orbit: go slowly round with the comet, both ways. Each sixth of a lap with it draws stars."""

from dataclasses import dataclass
from math import sqrt

from games.engine.activity import Activity, Kind
from games.engine.circuit import FULL_DEG, Circuit, laid_round
from games.engine.ground import Ground
from games.engine.rounds import first_way
from games.engine.rules import Now, Rules
from games.engine.rung_words import RungWords
from games.engine.scene import drawn_by
from games.engine.setup import Parameters, number
from games.engine.sound.instruments import Instrument
from games.engine.words import Headline, Wording
from trainer.metrics import Better, own_metric
from trainer.recording.json_form import Json
from trainer.recording.target import Ring
from trainer.recording.vocabulary import Eyes

NEAREST_SHARE, FARTHEST_SHARE = 0.40, 0.60
WIDEST_SHARE, NARROWEST_SHARE, GATE_SHARE = 0.40, 0.27, 0.46
SLOW_LAP_S, QUICK_LAP_S = 13.0, 9.5
SLOWEST_LAP_S, QUICKEST_LAP_S = 16.0, 7.0
SOONER_S, LATER_S = 0.25, 0.6
"""After an even sixth a lap takes a little less, after another one more."""

BY_EAR = 1.4
"""Without eyes it takes so many times as long."""

EASY_SHARE, HARD_SHARE = 0.2, 0.74
"""A sixth is even if the light was with the comet for so much of its time."""

GONE_SHARE, OUT_SHARE = 0.35, 0.5
"""And if it went so much of the comet's own way, on average so far out as it: who stands still and
lets the ring come by, or only sways about level, has not gone with it."""

SIXTHS_ONE_WAY = 6
"""The comet turns after each lap: both ways are gone alike, and who goes round and round without
looking has drawn one lap's trails by then, which is no success.
"""

SETS_OUT_S, OUT_S = 0.8, 2.6
"""In the lead-in the comet leaves level, and is out before the measured part."""

TURN_S = 1.2
"""It waits so long before it goes the other way."""

EASY_ALONE, HARD_ALONE = 0.2, 1.0
HESITATES_S = 0.35
"""On easy rungs the comet waits for a light it has lost, on hard ones it goes on."""

GATHERS_DEG_S2, CREEPS_DEG_S = 45.0, 6.0
"""How it gathers speed after a turn, and how fast it is at the turn."""

TOLD_DEG = 40.0
"""Until it has gone so far, the words say that it goes the other way."""

Place = tuple[float, float]
"""A tilt: ap_deg, ml_deg."""

OTHER_WAY = "Now the other way round"


@dataclass(frozen=True)
class Pace:
    """How the comet goes: what a lap takes at first, how many times as long as with eyes, how many
    sixths until it turns, how much of each the light has to be with it, and how fast it goes on
    alone, as a share of its speed.
    """

    lap_s: float
    slower: float
    one_way: int
    even_share: float
    alone: float


@dataclass(slots=True)
class Half:
    """Where light and comet were in one half of a sixth: sums, so that sway averages out."""

    count: int = 0
    ap_deg: float = 0.0
    ml_deg: float = 0.0
    ap_comet_deg: float = 0.0
    ml_comet_deg: float = 0.0

    def add(self, now: Now, ap_comet_deg: float, ml_comet_deg: float) -> None:
        """One more sample."""
        self.count += 1
        self.ap_deg += now.ap_deg
        self.ml_deg += now.ml_deg
        self.ap_comet_deg += ap_comet_deg
        self.ml_comet_deg += ml_comet_deg

    def means(self) -> tuple[Place, Place]:
        """Where light and comet were on average."""
        count = max(self.count, 1)
        light = self.ap_deg / count, self.ml_deg / count
        return light, (self.ap_comet_deg / count, self.ml_comet_deg / count)


class Orbit(Rules):
    """The comet leads. `earned_at_s` holds the running times at which a sixth was even.

    `direction_deg` is where the comet is on the circuit, `along_deg` how far it has gone since it
    turned, `way` 1 for clockwise as the patient sees it. `kindled` is how much of what the present
    sixth needs is done, 0 to 1.
    """

    def __init__(self, circuit: Circuit, pace: Pace, way: int) -> None:
        self.circuit, self.way = circuit, way
        until_deg = circuit.from_deg + circuit.width_deg
        self.direction_deg = circuit.from_deg if way > 0 or circuit.closed else until_deg
        self.along_deg = self.kindled = 0.0
        self.turns = 0
        self.earned_at_s: list[float] = []
        sixths = pace.one_way if circuit.closed else circuit.pieces
        self.stretch_deg = sixths * circuit.piece_deg
        self._pace, self._lap_s = pace, pace.lap_s
        self._waits_s, self._speed = 0.0, 1.0
        self._begin_sixth()

    @property
    def turning(self) -> bool:
        """Whether the comet is about to go the other way, or has just begun to."""
        return self.turns > 0 and self.along_deg < TOLD_DEG

    def take(self, now: Now) -> None:
        """The comet goes on, and the light is judged at the end of each sixth of a lap."""
        if not now.measuring:
            out = (now.t_s - SETS_OUT_S) / (OUT_S - SETS_OUT_S)
            self.aim = self._ring(min(out, 1.0)) if out > 0.0 else None
            return
        if self._waits_s > 0.0:
            self._waits_s -= now.passed_s
            return
        self._sixth_s += now.passed_s
        self._with_s += now.passed_s if now.inside else 0.0
        self._go(now.passed_s, now.inside)
        half = self._halves[self.along_deg > self._ends_deg - self.circuit.piece_deg / 2]
        half.add(now, *self.circuit.place(self.direction_deg))
        if self.along_deg >= self._ends_deg - 1e-6:
            self._judge(now.t_s)
        self.aim = self._ring()

    def _go(self, passed_s: float, together: bool) -> None:
        wanted = 1.0 if together else self._pace.alone
        self._speed += (wanted - self._speed) * min(passed_s / HESITATES_S, 1.0)
        left_deg = self.stretch_deg - self.along_deg
        # Slowly away from a turn, and slowly up to the next one.
        near_deg = max(min(self.along_deg, left_deg), 0.0)
        most_deg_s = sqrt(CREEPS_DEG_S**2 + 2.0 * GATHERS_DEG_S2 * near_deg)
        lap_s = self._lap_s * self._pace.slower
        cruise_deg_s = self._speed * FULL_DEG / lap_s
        step_deg = min(min(cruise_deg_s, most_deg_s) * passed_s, left_deg)
        self.along_deg += step_deg
        self.direction_deg += self.way * step_deg
        needed_s = self._pace.even_share * lap_s * self.circuit.piece_deg / FULL_DEG
        self.kindled = min(self._with_s / needed_s, 1.0)

    def _judge(self, t_s: float) -> None:
        """Whether this sixth was even; the next one is as much sooner or later."""
        # Sums of sample times: half a sample short of the time is the time.
        with_it = self._with_s >= self._pace.even_share * self._sixth_s - 1e-3
        even = with_it and self._went_along()
        if even:
            self.earned += 1
            self.shown = float(self.earned)
            self.earned_at_s.append(t_s)
        change_s = -SOONER_S if even else LATER_S
        self._lap_s = min(max(self._lap_s + change_s, QUICKEST_LAP_S), SLOWEST_LAP_S)
        self.beats += 1
        if self.along_deg >= self.stretch_deg - 1e-6:
            self.way, self.along_deg = -self.way, 0.0
            self.turns += 1
            self._waits_s = TURN_S
        self._begin_sixth()

    def _begin_sixth(self) -> None:
        self._with_s = self._sixth_s = self.kindled = 0.0
        sixths = round(self.along_deg / self.circuit.piece_deg)
        self._ends_deg = (sixths + 1) * self.circuit.piece_deg
        self._halves = Half(), Half()

    def _went_along(self) -> bool:
        """Whether the light went the comet's way from one half to the other, and was out there."""
        (light, comet), (light_after, comet_after) = (half.means() for half in self._halves)
        gone = _share_of(_apart(light, light_after), _apart(comet, comet_after))
        out = _share_of(_middle(light, light_after), _middle(comet, comet_after))
        return gone >= GONE_SHARE and out >= OUT_SHARE

    def _ring(self, out: float = 1.0) -> Ring:
        """The comet's ring; `out` is its share of the way out from level."""
        ap_deg, ml_deg = self.circuit.place(self.direction_deg)
        eased = out * out * (3.0 - 2.0 * out)
        return eased * ap_deg, eased * ml_deg, self.circuit.radius_deg


def _apart(here: Place, there: Place) -> Place:
    return there[0] - here[0], there[1] - here[1]


def _middle(one: Place, other: Place) -> Place:
    return (one[0] + other[0]) / 2, (one[1] + other[1]) / 2


def _share_of(place: Place, whole: Place) -> float:
    """How far a place lies in the direction of another, as a share of the way there."""
    length2 = whole[0] * whole[0] + whole[1] * whole[1]
    return (place[0] * whole[0] + place[1] * whole[1]) / max(length2, 1e-9)


@own_metric(
    "star_trails",
    unit="1",
    better=Better.HIGHER,
    words="star trails drawn",
    plain="How many star trails you drew.",
)
def star_trails(rules: Orbit) -> float:
    """Sixths of a lap gone with the comet, in its ring and its way."""
    return float(rules.earned)


def _parameters(ground: Ground) -> dict[str, Json]:
    hard = ground.difficulty
    circuit = laid_round(
        ground,
        hard.between(NEAREST_SHARE, FARTHEST_SHARE),
        hard.between(WIDEST_SHARE, NARROWEST_SHARE),
    )
    closed_eyes = ground.conditions.eyes is Eyes.CLOSED
    return {
        **circuit.parameters(),
        "gate_radius_deg": ground.ring_radius_deg(GATE_SHARE),
        "cursor_strength": 1.0,
        "first_way": float(first_way(ground.conditions.side)),
        "lap_s": round(hard.between(SLOW_LAP_S, QUICK_LAP_S), 3),
        "slower": BY_EAR if closed_eyes else 1.0,
        "sixths_one_way": float(SIXTHS_ONE_WAY),
        "alone": round(hard.between(EASY_ALONE, HARD_ALONE), 3),
        "even_share": round(hard.between(EASY_SHARE, HARD_SHARE), 3),
    }


def _rules(parameters: Parameters, _seed: int) -> Orbit:
    pace = Pace(
        number(parameters, "lap_s"),
        number(parameters, "slower"),
        round(number(parameters, "sixths_one_way")),
        number(parameters, "even_share"),
        number(parameters, "alone"),
    )
    return Orbit(Circuit.of(parameters), pace, round(number(parameters, "first_way")))


def trails_in(seconds: float) -> float:
    """What a good round of this length draws; a better one more."""
    return float(round(seconds / 4.0))


ACTIVITY = Activity(
    name="orbit",
    title="Orbit",
    kind=Kind.TRAINING,
    summary="go slowly round with the comet, both ways",
    trains=(
        "Leading the board slowly round through every direction, both ways. For people who hold "
        "it steady and lead it less well one way than the other."
    ),
    wording=Wording(
        instruction={
            Eyes.OPEN: "Go round with the comet. Now and then it turns and goes the other way.",
            Eyes.CLOSED: "Close your eyes. Follow the soft chord slowly round, then back.",
        },
        playing={Eyes.OPEN: "Stay with the comet", Eyes.CLOSED: "Follow the soft chord round"},
        gate={
            Eyes.OPEN: "Keep the light there",
            Eyes.CLOSED: "Keep it there, and close your eyes",
        },
        rungs=RungWords(
            this="Sky {rung} of {rungs}",
            following="Next: sky {rung}",
            following_by_feel="Next: by feel, sky {rung}",
            same="Next: the same sky",
            harder="A farther way round",
            easier="A nearer way round",
        ),
    ),
    headline=Headline("star_trails", "Star trails", "", trails_in),
    seconds=(40.0, 60.0),
    parameters=_parameters,
    rules=_rules,
    scene=drawn_by("games.engine.scenes.orbit", "OrbitScene"),
    metrics=(star_trails,),
    instrument=Instrument.BOWED,
)
