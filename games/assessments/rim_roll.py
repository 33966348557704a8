"""Rim roll: roll the board along its rim, both ways, slowly. Contact is what is asked for.

Early and seated work, and a measure of range: how far short of the rim the leg stays, direction by
direction. The bead goes half as fast as that of the circles, for a reach takes its time.
"""

from games.engine.activity import Activity, Kind
from games.engine.ground import Ground
from games.engine.rounds import Metronome, along, round_parameters
from games.engine.scene import drawn_by
from games.engine.words import Headline, Wording
from trainer.recording.json_form import Json
from trainer.recording.target import CONTACT_INTENDED
from trainer.recording.vocabulary import Eyes

WITHIN_SHARE = 0.3
ROUND_S = 8.0
"""A beat every two seconds: at 36 s two rounds each way."""


def _parameters(ground: Ground) -> dict[str, Json]:
    asked = round_parameters(ground, ROUND_S, along(ground.rim), WITHIN_SHARE)
    return {**asked, CONTACT_INTENDED: True}


ACTIVITY = Activity(
    name="rim_roll",
    title="Rim roll",
    kind=Kind.ASSESSMENT,
    summary="roll the board along its rim, inside first and then outside first",
    trains="Measures how far the ankle brings the board to its rim in each direction; early work.",
    wording=Wording(
        instruction={
            Eyes.OPEN: "Follow the bead. Edge on the floor.",
            Eyes.CLOSED: "Close your eyes and roll the edge along the floor.",
        },
        playing={
            Eyes.OPEN: "Keep the edge on the floor",
            Eyes.CLOSED: "Keep the edge on the floor",
        },
        gate={
            Eyes.OPEN: "Keep it there, then follow the bead",
            Eyes.CLOSED: "Keep it there, then close your eyes",
        },
    ),
    headline=Headline("radial_error_rms", "Short of the rim", "°"),
    seconds=(36.0,),
    parameters=_parameters,
    rules=Metronome.of,
    scene=drawn_by("games.engine.scenes.rounds", "RimScene"),
)
