"""Quiet stance: stand still on a force plate, eyes on a cross or closed.

The plate does not tilt, so nothing on the screen moves and there is no target. The numbers are
those of the centre of pressure, measured when the trial is over.
"""

from games.engine.activity import Activity, Kind, Surface
from games.engine.ground import Ground
from games.engine.rules import SecondsMeasured
from games.engine.scene import drawn_by
from games.engine.setup import Parameters
from games.engine.words import Headline, Wording
from trainer.recording.json_form import Json
from trainer.recording.vocabulary import Eyes

ANYWHERE_DEG = 1.0
"""The gate asks for 2 s of standing; a plate's tilt is zero, so it is always inside."""


def _parameters(ground: Ground) -> dict[str, Json]:
    return {"gate_radius_deg": ANYWHERE_DEG}


def _rules(_parameters: Parameters, _seed: int) -> SecondsMeasured:
    return SecondsMeasured()


ACTIVITY = Activity(
    name="quiet-stance",
    title="Quiet stance",
    kind=Kind.ASSESSMENT,
    summary="stand still on a force plate; nothing moves on the screen",
    trains="Measures how much the body sways on firm ground.",
    wording=Wording(
        instruction={
            Eyes.OPEN: "Stand still and look at the cross.",
            Eyes.CLOSED: "Stand still with your eyes closed.",
        },
        playing={Eyes.OPEN: "Look at the cross", Eyes.CLOSED: "Eyes closed, breathe"},
        gate={
            Eyes.OPEN: "Stand still and look at the cross",
            Eyes.CLOSED: "Stand still, then close your eyes",
        },
    ),
    headline=Headline("mean_velocity", "Speed of the sway", "mm/s"),
    seconds=(30.0, 60.0),
    parameters=_parameters,
    rules=_rules,
    scene=drawn_by("games.engine.scenes.grey", "GreyScene"),
    surface=Surface.PLATE,
)
