"""Track: follow a ring that moves by a sum of sines. The one assessment that shows the light.

Six sines, in turns toes to heel and side to side, each 1.43 times as quick as the last: no two
frequencies have a common multiple, so the path never repeats, and what the board does at one of
them answers that one alone. The phases come from the seed; sizes are shares of the rim.
"""

from math import hypot, tau
from random import Random

from games.engine.activity import Activity, Kind
from games.engine.ground import Ground, NoTargetLeft
from games.engine.rules import Rules, SecondsMeasured
from games.engine.scene import drawn_by
from games.engine.setup import Parameters
from games.engine.words import Headline, Wording
from trainer.recording.json_form import Json
from trainer.recording.target import TargetPath, Wave
from trainer.recording.vocabulary import Eyes

SLOWEST_HZ, SINES = 0.08, 6
QUICKER = ((1 + 5**0.5) / 2) ** 0.75
"""A power of the golden ratio: no whole multiple of one frequency is one of another."""

SIZES = (1.0, 1.0, 0.75, 0.75, 0.5, 0.5)
REACH_SHARE = 0.75
"""How much of the rim the sines take together, if all are at their farthest at once."""
WITHIN_SHARE, GATE_SHARE = 0.25, 0.4
STARTS_TRIED = 64


def _parameters(ground: Ground) -> dict[str, Json]:
    if ground.no_go:
        # The sum of the sines goes in every direction.
        raise NoTargetLeft
    within_deg = ground.rim_ring_radius_deg(WITHIN_SHARE)
    random = Random(ground.seed)
    # Of many starts the one nearest to level: the target must not leap away at the start.
    paths = [TargetPath.sines(within_deg, *_waves(ground, random)) for _ in range(STARTS_TRIED)]
    path = min(paths, key=lambda one: hypot(*one.now(0.0)[:2]))
    return {
        "gate_radius_deg": ground.rim_ring_radius_deg(GATE_SHARE),
        "target": path.parameter(),
        "cursor_strength": 1.0,
    }


def _waves(ground: Ground, random: Random) -> list[Wave]:
    """The sines with random phases: even ones along ap, odd ones along ml."""
    # Each axis has half of the sizes, and both at their farthest are √2 away.
    unit_deg = REACH_SHARE * min(ground.rim.tilt_deg) / (2**0.5 * sum(SIZES) / 2)
    waves = []
    for nth, size in enumerate(SIZES):
        hz, phase = round(SLOWEST_HZ * QUICKER**nth, 6), round(random.uniform(0.0, tau), 6)
        size_deg = round(size * unit_deg, 3)
        waves.append(
            Wave(hz, ml_deg=size_deg, ml_phase_rad=phase)
            if nth % 2
            else Wave(hz, ap_deg=size_deg, ap_phase_rad=phase)
        )
    return waves


def _rules(_parameters: Parameters, _seed: int) -> Rules:
    return SecondsMeasured()


ACTIVITY = Activity(
    name="track",
    title="Track",
    kind=Kind.ASSESSMENT,
    summary="follow a moving ring with the light",
    trains="Measures how late and how fully the leg follows, slow and quick parts apart.",
    wording=Wording(
        instruction={
            Eyes.OPEN: "Keep the light in the ring while it moves.",
        },
        playing={Eyes.OPEN: "Stay in the ring"},
        gate={
            Eyes.OPEN: "Keep it there, then follow the ring",
        },
    ),
    headline=Headline("tracking_rmse", "Away from the ring", "°"),
    seconds=(40.0,),
    parameters=_parameters,
    rules=_rules,
    scene=drawn_by("games.engine.scenes.tracking", "TrackScene"),
)
