"""Slalom: sway from side to side, through each pair of poles in time, and light a window each."""

from dataclasses import dataclass

from games.engine.activity import Activity, Kind
from games.engine.banks import Banks, swaying
from games.engine.ground import Ground
from games.engine.rules import Now, Rules
from games.engine.rung_words import RungWords
from games.engine.scene import drawn_by
from games.engine.setup import Parameters, number
from games.engine.sound.instruments import Instrument
from games.engine.spots import Bag
from games.engine.words import Headline, Wording
from trainer.metrics import Better, own_metric
from trainer.recording.conditions import LEAD_IN_S
from trainer.recording.json_form import Json
from trainer.recording.target import Ring
from trainer.recording.vocabulary import Eyes

WIDEST_SHARE, NARROWEST_SHARE = 0.42, 0.26
FAR_SHARE, FARTHEST_SHARE = 0.52, 0.64
NEARER = 0.86
START_SHARE = 0.65
SHORT_STAY_S, LONG_STAY_S = 0.1, 1.9
"""In the gate for so long without a break as it comes by: the harder the rung, the longer."""

APART_S = 2.6
"""One gate after the other: a beat that the weight can follow."""

AHEAD = 3
"""So many gates are seen at a time."""


@dataclass(slots=True)
class Gate:
    """A pair of poles: its middle, when it comes by in running time, and whether it was passed."""

    ap_deg: float
    ml_deg: float
    arrives_s: float
    passed: bool | None = None


class Slalom(Rules):
    """Gates come by on one bank and the other in turn; `gates` holds all of the run so far."""

    def __init__(self, banks: Banks, stay_s: float, seed: int) -> None:
        self.radius_deg = banks.radius_deg
        self.gates: list[Gate] = []
        self.next = 0
        self._banks = banks.first, banks.second
        self._bags = [Bag(len(bank), seed + index) for index, bank in enumerate(self._banks)]
        self._first_bank = seed % 2
        self._stay_s, self._inside_s, self._came_in = stay_s, 0.0, False
        for _ in range(AHEAD):
            self._send()

    def take(self, now: Now) -> None:
        """Time in the gate counts up to its coming by, for a light that came in from outside."""
        if not now.measuring:
            return
        if self.aim is not None:
            self._came_in = self._came_in or not now.inside
            self._inside_s = self._inside_s + now.passed_s if now.inside else 0.0
        gate = self.gates[self.next]
        if now.t_s >= gate.arrives_s:
            self._come_by(gate)
        self.aim = self._ring()

    @property
    def stayed_share(self) -> float:
        """How much of the stay in the next gate is done, 0 to 1."""
        return min(self._inside_s / self._stay_s, 1.0) if self._came_in else 0.0

    def _come_by(self, gate: Gate) -> None:
        # Sums of sample times: half a sample short of the time is the time.
        gate.passed = self._came_in and self._inside_s >= self._stay_s - 1e-3
        self._inside_s, self._came_in = 0.0, False
        if gate.passed:
            self.earned += 1
            self.shown = float(self.earned)
        self.next += 1
        self._send()

    def _send(self) -> None:
        """One more gate, on the other bank than the previous one."""
        before_s = self.gates[-1].arrives_s if self.gates else LEAD_IN_S
        bank = (self._first_bank + len(self.gates)) % 2
        ap_deg, ml_deg = self._banks[bank][self._bags[bank].draw()]
        self.gates.append(Gate(ap_deg, ml_deg, before_s + APART_S))

    def _ring(self) -> Ring:
        gate = self.gates[self.next]
        return gate.ap_deg, gate.ml_deg, self.radius_deg


@own_metric(
    "gates_passed",
    unit="1",
    better=Better.HIGHER,
    words="gates passed",
    plain="How many gates you passed.",
)
def gates_passed(rules: Slalom) -> float:
    """Gates that the light came into from outside, and stayed in until they had come by."""
    return float(rules.earned)


def _parameters(ground: Ground) -> dict[str, Json]:
    hard = ground.difficulty
    far = hard.between(FAR_SHARE, FARTHEST_SHARE)
    banks = swaying(ground, hard.between(WIDEST_SHARE, NARROWEST_SHARE), far, NEARER * far)
    return {
        **banks.parameters(),
        "gate_radius_deg": ground.ring_radius_deg(START_SHARE),
        "cursor_strength": 1.0,
        "stay_s": round(hard.between(SHORT_STAY_S, LONG_STAY_S), 3),
    }


def _rules(parameters: Parameters, seed: int) -> Slalom:
    return Slalom(Banks.of(parameters), number(parameters, "stay_s"), seed)


def gates_in(seconds: float) -> float:
    """What a good run of this length passes; a better one more."""
    return float(bell_at(seconds))


def bell_at(seconds: float) -> int:
    """How many gates it takes to ring the bell: as many as a good run passes."""
    return round(0.8 * seconds / APART_S)


ACTIVITY = Activity(
    name="slalom",
    title="Slalom",
    kind=Kind.TRAINING,
    summary="sway from gate to gate, in time",
    trains=(
        "Shifting the weight from side to side in time, which the side of the hip has to steer. "
        "For people who stand steadily on the board and lean both ways without pain."
    ),
    wording=Wording(
        instruction={
            Eyes.OPEN: "Lean from side to side. Wait between the poles until they come by.",
            Eyes.CLOSED: "Close your eyes. Lean to the soft chord on one side, then the other.",
        },
        playing={Eyes.OPEN: "Through the next gate", Eyes.CLOSED: "Lean to the soft chord"},
        gate={
            Eyes.OPEN: "Keep the light there",
            Eyes.CLOSED: "Keep it there, and close your eyes",
        },
        rungs=RungWords(
            this="Course {rung} of {rungs}",
            following="Next: course {rung}",
            following_by_feel="Next: by feel, course {rung}",
            same="Next: the same course",
            harder="A harder course",
            easier="An easier course",
        ),
    ),
    headline=Headline("gates_passed", "Gates", "", gates_in),
    seconds=(30.0, 45.0, 60.0),
    parameters=_parameters,
    rules=_rules,
    scene=drawn_by("games.engine.scenes.slalom", "SlalomScene"),
    metrics=(gates_passed,),
    success_share=0.4,
    instrument=Instrument.CELESTA,
    bell_at=bell_at,
)
