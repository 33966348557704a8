"""Glide: be where the next ring arrives, steadily. Rings flown through lift the sun."""

from dataclasses import dataclass

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
from trainer.recording.conditions import LEAD_IN_S
from trainer.recording.json_form import Json
from trainer.recording.target import Ring
from trainer.recording.vocabulary import Eyes

WIDEST_SHARE, NARROWEST_SHARE = 0.41, 0.18
FARTHEST_SHARE, FARTHER_SHARE = 0.52, 0.22
GATE_SHARE = 0.6
"""Who sways much must be able to begin."""
NEARER = 0.86
"""The nearest ring leaves the middle out: who stands still there flies through none."""
SLOWEST_S, QUICKEST_S = 4.2, 2.4
EASY_SLOW_S, SLOW_S = 3.6, 3.0
SOONER_S, LATER_S = 0.12, 0.3
"""A ring flown through lets those to come arrive a little sooner, a missed one later."""

SHORT_STEADY_S, LONG_STEADY_S = 0.2, 2.3
"""In the ring for so long without a break as it arrives: a light that only darts through misses.

The harder the rung, the longer. Quicker rings alone would be more rings, and more of them flown.
"""

AHEAD = 4
"""So many rings are on their way at a time."""


@dataclass(slots=True)
class FlightRing:
    """One ring: where it is, when it arrives in running time, and whether it was flown through."""

    ap_deg: float
    ml_deg: float
    arrives_s: float
    flown: bool | None = None


class Flight(Rules):
    """Rings arrive one after the other; `rings` holds those of the whole flight so far."""

    def __init__(self, spots: Spots, slow_s: float, steady_s: float, seed: int) -> None:
        self.radius_deg = spots.radius_deg
        self.rings: list[FlightRing] = []
        self.next = 0
        self._places, self._bag = spots.places, Bag(len(spots.places), seed)
        self._apart_s = slow_s
        self._steady_s, self._inside_s = steady_s, 0.0
        for _ in range(AHEAD):
            self._send()

    def take(self, now: Now) -> None:
        """Time in the ring counts only up to its arrival."""
        if not now.measuring:
            return
        self._inside_s = self._inside_s + now.passed_s if now.inside and self.aim else 0.0
        ring = self.rings[self.next]
        if now.t_s >= ring.arrives_s:
            self._arrive(ring)
        self.aim = self._ring()

    def _arrive(self, ring: FlightRing) -> None:
        # Sums of sample times: half a sample short of the time is the time.
        ring.flown = self._inside_s >= self._steady_s - 1e-3
        self._inside_s = 0.0
        if ring.flown:
            self.earned += 1
            self.shown = float(self.earned)
        change_s = -SOONER_S if ring.flown else LATER_S
        self._apart_s = min(max(self._apart_s + change_s, QUICKEST_S), SLOWEST_S)
        self.next += 1
        self._send()

    def _send(self) -> None:
        """One more ring sets out, behind the last one."""
        before_s = self.rings[-1].arrives_s if self.rings else LEAD_IN_S
        ap_deg, ml_deg = self._places[self._bag.draw()]
        self.rings.append(FlightRing(ap_deg, ml_deg, before_s + self._apart_s))

    def _ring(self) -> Ring:
        ring = self.rings[self.next]
        return ring.ap_deg, ring.ml_deg, self.radius_deg


@own_metric(
    "rings_flown",
    unit="1",
    better=Better.HIGHER,
    words="rings flown through",
    plain="How many rings you flew through.",
)
def rings_flown(rules: Flight) -> float:
    """Rings in which the light had been for the last moment, so long as asked, as they arrived."""
    return float(rules.earned)


def _parameters(ground: Ground) -> dict[str, Json]:
    hard = ground.difficulty
    radius_share = hard.between(WIDEST_SHARE, NARROWEST_SHARE)
    far = FARTHEST_SHARE + FARTHER_SHARE * hard.share
    spots = laid_out(ground, 8, radius_share, NEARER * far, far)
    return {
        **spots.parameters(),
        "gate_radius_deg": ground.ring_radius_deg(GATE_SHARE),
        "cursor_strength": 1.0,
        "slow_s": round(hard.between(EASY_SLOW_S, SLOW_S), 3),
        "steady_s": round(hard.between(SHORT_STEADY_S, LONG_STEADY_S), 3),
    }


def _rules(parameters: Parameters, seed: int) -> Flight:
    slow_s, steady_s = (number(parameters, name) for name in ("slow_s", "steady_s"))
    return Flight(Spots.of(parameters), slow_s, steady_s, seed)


def rings_in(seconds: float) -> float:
    """What a good flight of this length flies through; a better one more."""
    return float(round(seconds / 4.4))


ACTIVITY = Activity(
    name="glide",
    title="Glide",
    kind=Kind.TRAINING,
    summary="fly through the rings that come",
    trains=(
        "Leaning to a place in time and staying there. For people who stand steadily on the board"
        " and can lean without pain."
    ),
    wording=Wording(
        instruction={
            Eyes.OPEN: "Lean into the next ring and stay until it has passed.",
            Eyes.CLOSED: "Close your eyes. Lean until you hear the soft chord, and stay.",
        },
        playing={Eyes.OPEN: "Fly through the next ring", Eyes.CLOSED: "Lean to the soft chord"},
        gate={
            Eyes.OPEN: "Keep the light there",
            Eyes.CLOSED: "Keep it there, and close your eyes",
        },
        rungs=RungWords(
            this="Flight {rung} of {rungs}",
            following="Next: flight {rung}",
            following_by_feel="Next: by feel, flight {rung}",
            same="Next: the same flight",
            harder="Narrower rings",
            easier="Wider rings",
        ),
    ),
    success_share=0.65,
    headline=Headline("rings_flown", "Rings", "", rings_in),
    seconds=(40.0, 60.0),
    parameters=_parameters,
    rules=_rules,
    scene=drawn_by("games.engine.scenes.glide", "GlideScene"),
    metrics=(rings_flown,),
    instrument=Instrument.CHIMES,
)
