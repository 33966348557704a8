"""Bullseye: keep the light in the ring. Time in it counts; standing still adds nothing."""

from games.engine.activity import Activity, Kind
from games.engine.ground import Ground
from games.engine.rules import SecondsInRing
from games.engine.scene import drawn_by
from games.engine.setup import Parameters
from games.engine.words import Headline, Wording
from trainer.recording.json_form import Json
from trainer.recording.target import TargetPath
from trainer.recording.vocabulary import Eyes

EASIEST_SHARE, HARDEST_SHARE = 0.65, 0.35
CURSOR_FADES_FROM = 0.5


def _parameters(ground: Ground) -> dict[str, Json]:
    share = EASIEST_SHARE + (HARDEST_SHARE - EASIEST_SHARE) * ground.difficulty.share
    fading = max(ground.difficulty.share - CURSOR_FADES_FROM, 0.0) / (1 - CURSOR_FADES_FROM)
    radius_deg = ground.ring_radius_deg(share)
    return {
        "target": TargetPath.still(radius_deg).parameter(),
        "gate_radius_deg": radius_deg,
        "cursor_strength": round(1.0 - fading, 3),
    }


def _rules(_parameters: Parameters, _seed: int) -> SecondsInRing:
    return SecondsInRing()


ACTIVITY = Activity(
    name="bullseye",
    title="Bullseye",
    kind=Kind.TRAINING,
    summary="keep the light in the ring",
    wording=Wording(
        instruction={
            Eyes.OPEN: "Keep the light in the ring.",
            Eyes.CLOSED: "Close your eyes and keep the soft chord sounding.",
        },
        playing={Eyes.OPEN: "Keep the light in the ring", Eyes.CLOSED: "Keep the chord sounding"},
        gate={
            Eyes.OPEN: "Keep the light there",
            Eyes.CLOSED: "Keep it there, and close your eyes",
        },
    ),
    headline=Headline("time_on_target_s", "In the ring", "s", True, lambda seconds: seconds),
    seconds=(20.0, 30.0, 40.0),
    parameters=_parameters,
    rules=_rules,
    scene=drawn_by("games.engine.scenes.field", "FieldScene"),
)
