"""Chase: swim with the koi. Every three seconds together a young fish joins, and stays."""

from collections import deque

from games.engine.activity import Activity, Kind
from games.engine.ground import Ground
from games.engine.roaming import Manner, roaming_path
from games.engine.rules import Now, Rules
from games.engine.rung_words import RungWords
from games.engine.scene import drawn_by
from games.engine.setup import Parameters
from games.engine.sound.instruments import Instrument
from games.engine.waters import waters_of
from games.engine.words import Headline, Wording
from trainer.metrics import Better, own_metric
from trainer.recording.json_form import Json
from trainer.recording.vocabulary import Eyes

WIDEST_SHARE, NARROWEST_SHARE = 0.34, 0.28
NEAR_SHARE, FAR_SHARE = 0.40, 0.74
SLOW_ROUND_S, QUICK_ROUND_S = 14.0, 8.2
CALM, WILD = 0.05, 0.24
GATE_SHARE = 0.40
LEAST_RING_DEG = 1.2
"""Where the waters are so small that standing in their middle would do, the ring is narrower."""

TOGETHER_S = 3.0
LOOKS_BACK_S, LOOKS_EVERY_S, GOES_ALONG = 3.0, 0.1, 0.5
"""Together is who has gone along: in the last 3 s at least half of the koi's way."""


class Company(Rules):
    """The light and the koi: `together_s` is how far the next young fish has come, up to 3 s.

    Time counts while the light is in the ring and goes along. Apart from the koi the next fish
    waits where it is: to begin again would punish a slip of a tenth of a second like letting go.
    What a mere sum would reward, to stand and wait until the koi comes by, does not go along.
    `joined_at_s` are the running times at which a fish joined.
    """

    def __init__(self) -> None:
        self.together_s = 0.0
        self.joined_at_s: list[float] = []
        self._seen: deque[tuple[float, float, float, float]] = deque(
            maxlen=round(LOOKS_BACK_S / LOOKS_EVERY_S)
        )
        self._next_look_s = 0.0

    def take(self, now: Now) -> None:
        """One sample more; what was before the measured part is only looked back at."""
        if now.t_s >= self._next_look_s:
            self._next_look_s = now.t_s + LOOKS_EVERY_S
            self._seen.append((now.ap_deg, now.ml_deg, *now.target[:2]))
        if not now.measuring or not now.inside or not self._goes_along(now):
            return
        self.together_s += now.passed_s
        # Sums of sample times: half a sample short of the time is the time.
        if self.together_s >= TOGETHER_S - 1e-3:
            self.together_s = 0.0
            self.joined_at_s.append(now.t_s)
            self.earned += 1
            self.shown = float(self.earned)

    def _goes_along(self, now: Now) -> bool:
        """Whether the light has gone at least half of the koi's way, in the koi's direction."""
        ap, ml, koi_ap, koi_ml = self._seen[0]
        ap_way, ml_way = now.target[0] - koi_ap, now.target[1] - koi_ml
        gone = (now.ap_deg - ap) * ap_way + (now.ml_deg - ml) * ml_way
        return gone > GOES_ALONG * (ap_way * ap_way + ml_way * ml_way)


@own_metric(
    "fish_joined",
    unit="1",
    better=Better.HIGHER,
    words="fish that joined",
    plain="How many fish joined you.",
)
def fish_joined(rules: Company) -> float:
    """How often the light had been with the koi for 3 s more, in the ring and going along."""
    return float(rules.earned)


def _parameters(ground: Ground) -> dict[str, Json]:
    hard = ground.difficulty
    waters = waters_of(ground, hard.between(NEAR_SHARE, FAR_SHARE))
    manner = Manner(hard.between(SLOW_ROUND_S, QUICK_ROUND_S), hard.between(CALM, WILD))
    radius_deg = ground.ring_radius_deg(hard.between(WIDEST_SHARE, NARROWEST_SHARE))
    radius_deg = min(radius_deg, max(LEAST_RING_DEG, waters.long_deg))
    path = roaming_path(ground, waters, manner, round(radius_deg, 3))
    return {
        "target": path.parameter(),
        "gate_radius_deg": ground.ring_radius_deg(GATE_SHARE),
        "cursor_strength": 1.0,
    }


def _rules(_parameters: Parameters, _seed: int) -> Company:
    return Company()


def fish_in(seconds: float) -> float:
    """How many join in a good round of this length; in a better one more."""
    return float(round(seconds / 5.0))


ACTIVITY = Activity(
    name="chase",
    title="Chase",
    kind=Kind.TRAINING,
    summary="swim with the koi",
    trains=(
        "Going along smoothly in all directions without stiffening. For people who stand steadily"
        " on the board and can lean without pain."
    ),
    wording=Wording(
        instruction={
            Eyes.OPEN: "Swim with the koi. Every three seconds together a young fish joins.",
            Eyes.CLOSED: "Close your eyes. Move along with the soft chord: it swims.",
        },
        playing={Eyes.OPEN: "Swim with the koi", Eyes.CLOSED: "Move along with the chord"},
        gate={
            Eyes.OPEN: "Keep the light there",
            Eyes.CLOSED: "Keep it there, and close your eyes",
        },
        rungs=RungWords(
            this="Water {rung} of {rungs}",
            following="Next: water {rung}",
            following_by_feel="Next: by feel, water {rung}",
            same="Next: the same water",
            harder="A quicker koi",
            easier="A slower koi",
        ),
    ),
    headline=Headline("fish_joined", "Fish", "", fish_in),
    seconds=(30.0, 40.0, 60.0),
    parameters=_parameters,
    rules=_rules,
    scene=drawn_by("games.engine.scenes.chase", "ChaseScene"),
    metrics=(fish_joined,),
    success_share=0.6,
    instrument=Instrument.GLASS,
)
