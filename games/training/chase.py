"""Chase: swim with the koi. Every three seconds together a young fish joins, and stays."""

from games.engine.activity import Activity, Kind
from games.engine.ground import Ground
from games.engine.roaming import Manner, roaming_path
from games.engine.rules import Now, Rules
from games.engine.scene import drawn_by
from games.engine.setup import Parameters
from games.engine.sound.instruments import Instrument
from games.engine.waters import waters_of
from games.engine.words import Headline, Wording
from trainer.metrics import own_metric
from trainer.recording.json_form import Json
from trainer.recording.vocabulary import Eyes

WIDEST_SHARE, NARROWEST_SHARE = 0.42, 0.25
NEAR_SHARE, FAR_SHARE = 0.58, 0.74
SLOW_ROUND_S, QUICK_ROUND_S = 11.0, 7.0
CALM, WILD = 0.10, 0.26
GATE_SHARE = 0.42
TOGETHER_S = 3.0
WAITING_S = 2.85
"""Whoever stays in one place never has the koi in reach for so long: it takes tremor to add more."""


class Company(Rules):
    """The light and the koi: `together_s` is how far the next young fish has come, up to 3 s.

    Apart from the koi it runs back as fast as it ran on. To begin again after every slip would
    punish a tenth of a second like letting go; a mere sum would reward whoever waits until the koi
    comes by. `joined_at_s` are the running times at which a fish joined.
    """

    def __init__(self) -> None:
        self.together_s = 0.0
        self.joined_at_s: list[float] = []

    def take(self, now: Now) -> None:
        """In the ring the time counts, out of it the same time is taken away."""
        if not now.measuring:
            return
        step_s = now.passed_s if now.inside else -now.passed_s
        self.together_s = max(self.together_s + step_s, 0.0)
        # Sums of sample times: half a sample short of the time is the time.
        if self.together_s >= TOGETHER_S - 1e-3:
            self.together_s = 0.0
            self.joined_at_s.append(now.t_s)
            self.earned += 1
            self.shown = float(self.earned)


@own_metric("fish_joined", unit="1")
def fish_joined(rules: Company) -> float:
    """How often the light had been with the koi for 3 s; time apart counts against it."""
    return float(rules.earned)


def _parameters(ground: Ground) -> dict[str, Json]:
    share = ground.difficulty.share
    waters = waters_of(ground, _between(NEAR_SHARE, FAR_SHARE, share))
    manner = Manner(_between(SLOW_ROUND_S, QUICK_ROUND_S, share), _between(CALM, WILD, share))
    radius_deg = ground.ring_radius_deg(_between(WIDEST_SHARE, NARROWEST_SHARE, share))
    path = roaming_path(ground, waters, manner, radius_deg, WAITING_S)
    return {
        "target": path.parameter(),
        "gate_radius_deg": ground.ring_radius_deg(GATE_SHARE),
        "cursor_strength": 1.0,
    }


def _between(easiest: float, hardest: float, share: float) -> float:
    return easiest + (hardest - easiest) * share


def _rules(_parameters: Parameters, _seed: int) -> Company:
    return Company()


def fish_in(seconds: float) -> float:
    """How many join in a good round of this length; in a better one more."""
    return float(round(seconds / 4.0))


ACTIVITY = Activity(
    name="chase",
    title="Chase",
    kind=Kind.TRAINING,
    summary="swim with the koi",
    trains=(
        "Going along smoothly in all directions without stiffening. For who stands steadily on "
        "the board and can lean without pain."
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
    ),
    headline=Headline("fish_joined", "Fish", "", True, fish_in),
    seconds=(40.0, 60.0),
    parameters=_parameters,
    rules=_rules,
    scene=drawn_by("games.engine.scenes.chase", "ChaseScene"),
    metrics=(fish_joined,),
    instrument=Instrument.GLASS,
)
