"""Bullseye: keep the light in the ring. Time in it counts; standing still adds nothing."""

from games.engine.activity import Activity, Kind
from games.engine.ground import Ground
from games.engine.rules import SecondsInRing
from games.engine.rung_words import RungWords
from games.engine.scene import drawn_by
from games.engine.setup import Difficulty, Parameters
from games.engine.words import Headline, Wording
from trainer.recording.conditions import EASIEST_RUNG, HARDEST_RUNG
from trainer.recording.json_form import Json
from trainer.recording.target import TargetPath
from trainer.recording.vocabulary import Eyes

EASIEST_SHARE, HARDEST_SHARE = 0.65, 0.28
CURSOR_FADES_FROM = 0.5


def _parameters(ground: Ground) -> dict[str, Json]:
    share = ground.difficulty.share
    fading = max(share - CURSOR_FADES_FROM, 0.0) / (1 - CURSOR_FADES_FROM)
    steps_deg = [
        ground.ring_radius_deg(_ring_share(Difficulty(rung)))
        for rung in range(EASIEST_RUNG, HARDEST_RUNG + 1)
    ]
    radius_deg = steps_deg[ground.difficulty.rung - EASIEST_RUNG]
    return {
        "target": TargetPath.still(radius_deg).parameter(),
        "gate_radius_deg": radius_deg,
        "cursor_strength": round(1.0 - fading, 3),
        "steps_deg": list(steps_deg),
    }


def _ring_share(difficulty: Difficulty) -> float:
    return EASIEST_SHARE + (HARDEST_SHARE - EASIEST_SHARE) * difficulty.share


def _rules(_parameters: Parameters, _seed: int) -> SecondsInRing:
    return SecondsInRing()


ACTIVITY = Activity(
    name="bullseye",
    title="Bullseye",
    kind=Kind.TRAINING,
    summary="keep the light in the ring",
    trains=(
        "Keeping the board quiet about level, with ever less room. For people who stand on the "
        "board, alone or with a hand on the rail."
    ),
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
        rungs=RungWords(
            this="Ring {rung} of {rungs}",
            following="Next: ring {rung}",
            following_by_feel="Next: by feel, ring {rung}",
            same="Next: the same ring",
            harder="A narrower ring",
            easier="A wider ring",
        ),
    ),
    headline=Headline("time_on_target_s", "In the ring", "s", lambda seconds: seconds),
    seconds=(20.0, 30.0, 40.0),
    success_share=0.85,
    parameters=_parameters,
    rules=_rules,
    scene=drawn_by("games.engine.scenes.bullseye", "BullseyeScene"),
)
