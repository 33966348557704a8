"""Circles: go round a ring with a bead and a metronome, both ways, without touching the rim.

The ring lies at 55 % of the rim in its tightest direction, and nothing else decides its size. The
bead shows the pace and the way; where the board is nobody sees. What is measured is how far from
the ring the board was, direction by direction, how even it went and which way is the harder one.
"""

from games.engine.activity import Activity, Kind
from games.engine.ground import Ground
from games.engine.rounds import Metronome, round_parameters, round_ring
from games.engine.scene import drawn_by
from games.engine.words import Headline, Wording
from trainer.recording.json_form import Json
from trainer.recording.vocabulary import Eyes

RING_SHARE = 0.55
WITHIN_SHARE = 0.25
ROUND_S = 4.0
"""One beat a second, four beats a round: at 36 s four rounds each way."""


def _parameters(ground: Ground) -> dict[str, Json]:
    ring = round_ring(round(RING_SHARE * min(ground.rim.tilt_deg), 3))
    return round_parameters(ground, ROUND_S, ring, WITHIN_SHARE)


ACTIVITY = Activity(
    name="circles",
    title="Circles",
    kind=Kind.ASSESSMENT,
    summary="go round a ring at 55 % of the rim, inside first and then outside first",
    trains="Measures how evenly the leg leads the board round, and in which direction it is weak.",
    wording=Wording(
        instruction={
            Eyes.OPEN: "Follow the bead. Edge off the floor.",
            Eyes.CLOSED: "Close your eyes and go round, four ticks a round.",
        },
        playing={Eyes.OPEN: "Stay with the bead", Eyes.CLOSED: "Four ticks a round"},
        gate={
            Eyes.OPEN: "Keep it there, then follow the bead",
            Eyes.CLOSED: "Keep it there, then close your eyes",
        },
    ),
    headline=Headline("radial_error_rms", "Off the ring", "°"),
    seconds=(36.0,),
    parameters=_parameters,
    rules=Metronome.of,
    scene=drawn_by("games.engine.scenes.rounds", "RingScene"),
)
