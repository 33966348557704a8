"""What the exercises off the board share: pace, rules, gate. Each of their files says what differs.

Thigh strap, sacrum strap and the therapist's eye see them, as far as they are there: three columns
that nothing adds together. Nobody stands on the board; the pace is set, so that visits compare.
"""

from dataclasses import dataclass
from math import atan, degrees, hypot, radians, tan

from games.engine.activity import Activity, Kind, Surface
from games.engine.ground import Ground
from games.engine.rules import Now, Rules
from games.engine.scene import drawn_by
from games.engine.setup import Parameters
from games.engine.words import Headline, Wording
from trainer.motion.exercises import EXERCISE, Exercise
from trainer.motion.repetitions import DEEP_ABOVE_DEG, SHALLOWEST_DEG, UPRIGHT_BELOW_DEG
from trainer.recording.json_form import Json
from trainer.recording.vocabulary import Eyes

UPRIGHT_WITHIN_DEG = 10.0
"""The gate asks for 2 s of standing with the pelvis as in its set-up."""
REPETITIONS = 5


@dataclass(frozen=True)
class Told:
    """What one exercise tells people.

    `pace` has a word for each stroke of its pace; `measures` says what it measures, and of whom.
    """

    name: str
    title: str
    summary: str
    instruction: str
    gate: str
    pace: tuple[str, ...]
    measures: str


class Watched(Rules):
    """Whether the thigh's strap still answers, as the board reports it.

    Nothing is scored here: what straps and eye saw is measured when the trial is over.
    """

    strap_silent = False

    def take(self, now: Now) -> None:
        for event in now.events:
            if event.strap_silent is not None:
                self.strap_silent = event.strap_silent


class SquatsCounted(Watched):
    """Squats that went deep enough and came back; the metric counts them again, filtered."""

    def __init__(self) -> None:
        self._deepest_deg = 0.0

    def take(self, now: Now) -> None:
        super().take(now)
        if not now.measuring:
            return
        flexion, lean = tan(radians(now.thigh_flexion_deg)), tan(radians(now.thigh_medial_lean_deg))
        # Not a number while the thigh is not known: then neither comparison holds.
        inclination = degrees(atan(hypot(flexion, lean)))
        if inclination > DEEP_ABOVE_DEG:
            self._deepest_deg = max(self._deepest_deg, inclination)
        elif inclination < UPRIGHT_BELOW_DEG:
            self.shown += self._deepest_deg >= SHALLOWEST_DEG
            self._deepest_deg = 0.0


def floor_assessment(exercise: Exercise, told: Told, headline: Headline) -> Activity:
    """An assessment of five repetitions of an exercise at its pace."""

    def parameters(_ground: Ground) -> dict[str, Json]:
        return {"gate_radius_deg": UPRIGHT_WITHIN_DEG, EXERCISE: exercise.value}

    def rules(_parameters: Parameters, _seed: int) -> Watched:
        return Watched() if exercise.by_pelvis else SquatsCounted()

    return Activity(
        name=told.name,
        title=told.title,
        kind=Kind.ASSESSMENT,
        summary=told.summary,
        wording=Wording(
            instruction=dict.fromkeys(Eyes, told.instruction),
            playing=dict.fromkeys(Eyes, told.pace[-1]),
            gate=dict.fromkeys(Eyes, told.gate),
            pace=told.pace,
        ),
        headline=headline,
        seconds=(REPETITIONS * exercise.pace.cycle_s,),
        parameters=parameters,
        rules=rules,
        scene=drawn_by("games.engine.scenes.floor", "FloorScene"),
        surface=Surface.FLOOR,
        by_eye=True,
        trains=told.measures,
    )
