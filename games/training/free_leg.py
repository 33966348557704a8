"""Free leg: keep the light in the tide pool while the other leg swings with the wave.

A wave is good if the light stayed in the ring while it ran up and back, and if the board moved with
it at all. Who was near the middle most of the time may leave the ring for a moment. The board
measures the standing leg alone. A swinging leg tips the board a little, but so does everyone's
sway: whether the leg swung, which way and how far, only the therapist sees.
"""

from dataclasses import dataclass
from math import hypot

from games.engine.activity import Activity, Kind
from games.engine.ground import Ground
from games.engine.rules import ASKED, Asked, Now, Rules
from games.engine.rung_words import RungWords
from games.engine.scene import drawn_by
from games.engine.setup import Difficulty, Parameters, number
from games.engine.sound.instruments import Instrument
from games.engine.swing import Reaction, Waves, Way
from games.engine.words import Headline, Wording
from trainer.metrics import Better, own_metric
from trainer.recording.conditions import EASIEST_RUNG, HARDEST_RUNG
from trainer.recording.json_form import Json
from trainer.recording.target import TargetPath
from trainer.recording.vocabulary import Eyes

WIDEST_SHARE, NARROWEST_SHARE = 0.64, 0.36
LONGEST_AWAY_SHARE, SHORTEST_AWAY_SHARE = 0.4, 0.14
"""So much of a wave the light may be out of the ring."""
NEAR_SHARE = 0.7
"""Who leaves the ring for a moment is forgiven if the light was this near its middle on average,
as a share of its radius. Whoever swings the board from side to side by a tenth more than the ring
is farther off: by 0.64 of how far the board swings, which is the mean of a sine.
"""
QUICK_S, SLOW_S = 2.4, 3.0
"""A slow swing is the hard one: the leg is held up for longer."""
SMALL_SWING_DEG, LARGE_SWING_DEG = 12.0, 28.0
MANY_TURNS, FEW_TURNS = 5, 2
STIRS_DEG = 0.15
"""A board that moves less than this with the wave does not stand under a swinging leg.

That much moves under everybody who balances freely, so it says only who does not: a stiff leg with
a hand on the rail, or nobody. `docs/free-leg.md` has the figures.
"""
CURSOR_FADES_FROM = 0.5
SWINGS = {
    Way.OUT: "Other leg out to the side",
    Way.BACK: "Other leg to the back",
    Way.FRONT: "Other leg to the front",
}
"""What is asked for while it is played."""


@dataclass(frozen=True)
class Wave:
    """A wave that is over: how long the light was out of the ring, how far from its middle it was
    on average as a share of the radius, and whether the board moved."""

    away_s: float
    far_share: float
    stirred: bool
    good: bool


class FreeLeg(Rules):
    """Judges wave by wave; `waves` are those that are over."""

    def __init__(self, tide: Waves, away_s: float) -> None:
        self.tide, self.waves = tide, list[Wave]()
        self._may_be_away_s = away_s
        self._asked: dict[tuple[float, float], Asked] = {(0.0, 0.0): ASKED}
        self._reaction = Reaction(tide.wave_s)
        self._begin(0)

    def take(self, now: Now) -> None:
        """Waves before the measured part are practice."""
        tide, t_s = self.tide, now.t_s
        self.beats = tide.beats(t_s)
        self._ask(tide.asked_deg(t_s))
        if not now.measuring:
            return
        if tide.number(t_s) != self._number:
            self._judge()
            self._begin(tide.number(t_s))
        self._away_s += 0.0 if now.inside else now.passed_s
        self._lasted_s += now.passed_s
        self._far_s += now.passed_s * _far_share(now)
        self._reaction.add(tide.phase(t_s) * tide.wave_s, now.ap_deg, now.ml_deg)

    def _ask(self, other_leg: tuple[float, float]) -> None:
        if other_leg not in self._asked:
            self._asked[other_leg] = Asked(other_leg=other_leg)
        self.asked = self._asked[other_leg]

    def _begin(self, number: int) -> None:
        self._number, self._away_s = number, 0.0
        self._lasted_s = self._far_s = 0.0
        self._reaction.begin()

    def _judge(self) -> None:
        stirred = self._reaction.amplitude_deg >= STIRS_DEG
        far_share = self._far_s / self._lasted_s if self._lasted_s else 0.0
        # Sums of sample times: half a sample more than the time is the time.
        may_be_away_s = self._may_be_away_s if far_share <= NEAR_SHARE else 0.0
        good = stirred and self._away_s <= may_be_away_s + 1e-3
        self.waves.append(Wave(self._away_s, far_share, stirred, good))
        self.earned += good
        self.shown = float(self.earned)


def _far_share(now: Now) -> float:
    """How far the light is from the ring's middle, 1 on the ring."""
    ap_deg, ml_deg, radius_deg = now.target
    return hypot(now.ap_deg - ap_deg, now.ml_deg - ml_deg) / radius_deg if radius_deg else 0.0


@own_metric(
    "good_waves",
    unit="1",
    better=Better.HIGHER,
    words="waves with a steady board",
    plain="In how many waves of the leg the board stayed steady.",
)
def good_waves(rules: FreeLeg) -> float:
    """Waves of the metronome during which the light stayed in the ring and the board moved."""
    return float(rules.earned)


def _parameters(ground: Ground) -> dict[str, Json]:
    hard = ground.difficulty
    steps_deg = [
        ground.ring_radius_deg(round(Difficulty(rung).between(WIDEST_SHARE, NARROWEST_SHARE), 3))
        for rung in range(EASIEST_RUNG, HARDEST_RUNG + 1)
    ]
    radius_deg = steps_deg[ground.difficulty.rung - EASIEST_RUNG]
    wave_s = round(hard.between(QUICK_S, SLOW_S), 3)
    # Nobody sees which way the figure swings with closed eyes: there it stays the same.
    ways = [Way.OUT] if ground.conditions.eyes is Eyes.CLOSED else [Way.OUT, Way.BACK, Way.FRONT]
    fading = max(hard.share - CURSOR_FADES_FROM, 0.0) / (1 - CURSOR_FADES_FROM)
    return {
        "target": TargetPath.still(radius_deg).parameter(),
        "gate_radius_deg": radius_deg,
        "cursor_strength": round(1.0 - fading, 3),
        "steps_deg": list(steps_deg),
        "wave_s": wave_s,
        "away_s": round(hard.between(LONGEST_AWAY_SHARE, SHORTEST_AWAY_SHARE), 3) * wave_s,
        "swing_deg": round(hard.between(SMALL_SWING_DEG, LARGE_SWING_DEG), 3),
        "turns": round(hard.between(MANY_TURNS, FEW_TURNS)),
        "ways": [way.name.lower() for way in ways],
    }


def waves_of(parameters: Parameters) -> Waves:
    """The waves of a stored trial."""
    ways = parameters.get("ways")
    names = [str(name).upper() for name in ways] if isinstance(ways, list) else []
    if not names or not set(names) <= set(Way.__members__):
        raise ValueError(f"the trial's parameter ways is {ways!r}, not a list of ways")
    return Waves(
        number(parameters, "wave_s"),
        number(parameters, "swing_deg"),
        max(round(number(parameters, "turns")), 1),
        tuple(Way[name] for name in names),
    )


def _rules(parameters: Parameters, _seed: int) -> FreeLeg:
    return FreeLeg(waves_of(parameters), number(parameters, "away_s"))


def shells_in(seconds: float) -> float:
    """What a good round of this length leaves on the sand; a better one more."""
    return float(int(seconds / SLOW_S))


ACTIVITY = Activity(
    name="free_leg",
    title="Free leg",
    kind=Kind.TRAINING,
    summary="keep the light in the tide pool while the other leg swings with the wave",
    trains=(
        "Holding the board steady with the hip of the standing leg while the other leg moves. For"
        " people who stand steadily on one leg; the board measures the standing leg, the "
        "therapist watches the free one."
    ),
    wording=Wording(
        instruction={
            Eyes.OPEN: "Keep the light in the ring. Swing the other leg with the wave.",
            Eyes.CLOSED: "Close your eyes. Swing the other leg out and back with the drum.",
        },
        playing={Eyes.OPEN: SWINGS[Way.OUT], Eyes.CLOSED: "Out and back with the drum"},
        gate={
            Eyes.OPEN: "Keep the light there",
            Eyes.CLOSED: "Keep it there, and close your eyes",
        },
        posture="Knee soft, hips level.",
        rungs=RungWords(
            this="Tide {rung} of {rungs}",
            following="Next: tide {rung}",
            following_by_feel="Next: by feel, tide {rung}",
            same="Next: the same tide",
            harder="A narrower ring, a slower wave",
            easier="A wider ring, a quicker wave",
        ),
    ),
    headline=Headline("good_waves", "Shells", "", shells_in),
    seconds=(40.0, 60.0),
    parameters=_parameters,
    rules=_rules,
    scene=drawn_by("games.engine.scenes.free_leg", "FreeLegScene"),
    metrics=(good_waves,),
    on_one_leg=True,
    instrument=Instrument.SURF,
)
