"""Follow: keep the light in a ring that wanders about level. An example of a target that moves."""

from games.engine.activity import Activity, Kind
from games.engine.ground import Ground
from games.engine.rules import SecondsInRing
from games.engine.scenes.field import FieldScene
from games.engine.setup import Parameters
from games.engine.words import Headline, Wording
from trainer.recording.json_form import Json
from trainer.recording.target import TargetPath, Wave
from trainer.recording.vocabulary import Eyes

RING_SHARE, WANDERS_SHARE = 0.3, 0.45
SLOW_HZ, QUICK_HZ = 0.07, 0.13


def _parameters(ground: Ground) -> dict[str, Json]:
    radius_deg = ground.ring_radius_deg(RING_SHARE)
    wanders_deg = round(WANDERS_SHARE * min(ground.rim.tilt_deg), 3)
    faster = 1 + ground.difficulty.share
    path = TargetPath.sines(
        radius_deg,
        Wave(SLOW_HZ * faster, ap_deg=wanders_deg, ml_deg=0.4 * wanders_deg, ml_phase_rad=1.1),
        Wave(QUICK_HZ * faster, ml_deg=0.5 * wanders_deg),
    )
    return {"target": path.parameter(), "gate_radius_deg": radius_deg, "cursor_strength": 1.0}


def _rules(_parameters: Parameters, _seed: int) -> SecondsInRing:
    return SecondsInRing()


ACTIVITY = Activity(
    name="follow",
    title="Follow",
    kind=Kind.TRAINING,
    summary="keep the light in a ring that wanders",
    wording=Wording(
        instruction={
            Eyes.OPEN: "Follow the ring with the light.",
            Eyes.CLOSED: "Close your eyes and keep the soft chord sounding.",
        },
        playing={Eyes.OPEN: "Follow the ring", Eyes.CLOSED: "Keep the chord sounding"},
        gate={Eyes.OPEN: "Hold it there", Eyes.CLOSED: "Hold it, and close your eyes"},
    ),
    headline=Headline("time_on_target_s", "In the ring", "s", lambda seconds: seconds),
    seconds=(20.0, 40.0),
    parameters=_parameters,
    rules=_rules,
    scene=FieldScene,
)
