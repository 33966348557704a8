"""Steady stance: stand level on the board for 20 or 30 s, eyes on a cross or closed.

After the start nothing on the screen answers to the board, so that the leg is measured and not the
eye. Its numbers are the therapist's alone; the one that heads a series is the board's speed, which
has no ceiling.
"""

from games.engine.activity import Activity, Kind
from games.engine.ground import Ground
from games.engine.rules import SecondsInRing
from games.engine.scene import drawn_by
from games.engine.setup import Parameters
from games.engine.words import Headline, Wording
from trainer.recording.json_form import Json
from trainer.recording.target import TargetPath
from trainer.recording.vocabulary import Eyes

STEADY_SHARE = 0.5


def _parameters(ground: Ground) -> dict[str, Json]:
    # The patient's own range changes from day to day; an assessment must not.
    radius_deg = ground.rim_ring_radius_deg(STEADY_SHARE)
    return {"gate_radius_deg": radius_deg, "target": TargetPath.still(radius_deg).parameter()}


def _rules(_parameters: Parameters, _seed: int) -> SecondsInRing:
    return SecondsInRing()


ACTIVITY = Activity(
    name="steady-stance",
    title="Steady stance",
    kind=Kind.ASSESSMENT,
    summary="stand level; nothing moves on the screen while it measures",
    trains="Measures how steadily this leg holds the board level.",
    wording=Wording(
        instruction={
            Eyes.OPEN: "Stand level and look at the cross.",
            Eyes.CLOSED: "Stand level with your eyes closed.",
        },
        playing={Eyes.OPEN: "Look at the cross", Eyes.CLOSED: "Eyes closed, breathe"},
        gate={
            Eyes.OPEN: "Keep it there, look at the cross",
            Eyes.CLOSED: "Keep it there, then close your eyes",
        },
    ),
    headline=Headline("mean_tilt_velocity", "Speed of the board", "°/s"),
    seconds=(20.0, 30.0),
    parameters=_parameters,
    rules=_rules,
    scene=drawn_by("games.engine.scenes.grey", "GreyScene"),
)
