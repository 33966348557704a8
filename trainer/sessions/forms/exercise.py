"""An exercise that was done away from the board: what is asked of it, and what was answered."""

from datetime import datetime
from uuid import uuid4

from games.screens.station.questions import Kind, Question
from trainer.recording.clinical import ExerciseDone
from trainer.recording.clinical_form import FREE, LONGEST_NAME
from trainer.recording.exercises import (
    EXERCISES,
    HEAVIEST_LOAD_KG,
    MOST_EFFORT,
    MOST_REPETITIONS,
    MOST_SETS,
    exercise_named,
)
from trainer.recording.plan import ExerciseItem, Legs
from trainer.recording.vocabulary import Side
from trainer.sessions.forms.answers import Answers, text_of

OWN = "own"
EXERCISE, OWN_EXERCISE, OWN_NAME = "Exercise", "one of your own", "Name of your own exercise"
WORKED, SETS, REPETITIONS = "The leg that worked", "Sets", "Repetitions in each set"
LOAD, EFFORT, MORE = "Load, if there was one", "How hard it was, 0 to 10", "What else, if anything"
LEGS = (("left", "left"), ("right", "right"), ("both", "both"))
QUESTIONS = (
    Question("exercise", EXERCISE, Kind.CHOICES, True, (*EXERCISES.items(), (OWN, OWN_EXERCISE))),
    Question("own", OWN_NAME, Kind.TEXT, longest=LONGEST_NAME),
    Question("side", WORKED, Kind.CHOICES, True, LEGS),
    Question("sets", SETS, Kind.NUMBER, True, low=1, high=MOST_SETS),
    Question("repetitions", REPETITIONS, Kind.NUMBER, True, low=1, high=MOST_REPETITIONS),
    Question("load", LOAD, Kind.NUMBER, low=0, high=HEAVIEST_LOAD_KG, unit="kg", decimals=1),
    Question("effort", EFFORT, Kind.SCALE, high=MOST_EFFORT),
    Question("more", MORE, Kind.TEXT, longest=60),
)


def before_of(planned: ExerciseItem, involved: Side | None) -> Answers:
    """What a plan asks for, to be changed to what was done; the leg where it asks for one."""
    own = planned.exercise.startswith(FREE)
    legs = {Legs.BOTH: Side.BOTH, Legs.INVOLVED: involved}
    side = legs.get(planned.legs)
    return {
        "exercise": OWN if own else planned.exercise,
        **({"own": planned.exercise.removeprefix(FREE)} if own else {}),
        **({"side": side.value} if side else {}),
        "sets": planned.sets,
        "repetitions": planned.repetitions,
        **({"load": planned.load_kg} if planned.load_kg is not None else {}),
    }


def exercise_from(answers: Answers, done_at: datetime, operator: str) -> ExerciseDone:
    """What was answered; ValueError, for people, for a name that is none."""
    name = text_of(answers, "exercise")
    load, effort = answers.get("load"), answers.get("effort")
    return ExerciseDone(
        str(uuid4()),
        exercise_named(FREE + text_of(answers, "own") if name == OWN else name),
        done_at,
        Side(text_of(answers, "side")),
        int(float(str(answers["sets"]))),
        int(float(str(answers["repetitions"]))),
        None if load is None else float(str(load)),
        None if effort is None else float(str(effort)),
        text_of(answers, "more"),
        operator,
    )
