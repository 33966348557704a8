"""What the page of the clinic's own noise shows: who measures, what each lacks, what is known."""

from collections.abc import Collection
from dataclasses import dataclass

from trainer.clinic.clinic import Clinic
from trainer.progress.anchor import legs_of_task
from trainer.progress.noise import ENOUGH_PEOPLE
from trainer.progress.pool import VOLUNTEERS_DAYS
from trainer.progress.study import VolunteerDays
from trainer.reading.words import (
    LEGS,
    activity_title,
    condition_words,
    counted,
)
from trainer.recording.history import local_day
from trainer.sessions.noise_study import NoiseStudy, TaskPool, pools_of, study_of
from trainer.texts import begun, said

DAYS_DONE = "{done} of {needed} days, {trials}"
TRIAL, TRIALS, DAY, DAYS = "trial", "trials", "day", "days"
MORE_NEEDED = ("more is needed", "more are needed")
SIMULATED, ON_DOME = "simulated board", "{activity}, dome {level}"
KNOWN = "Verdicts are spoken on this test."
LACKING = (
    "No verdict yet: {known} of {enough} people are known, {lacking}. Each of them takes two days, "
    "or each patient some visits after the first three."
)
DONE, NOT_TODAY = "has all days", "next on another day"
OTHERWISE = "{days} under other conditions, not counted"


@dataclass(frozen=True)
class PoolSaid:
    """One anchor test: under which conditions, who is known, and what that allows."""

    activity: str
    conditions: tuple[str, ...]
    patients: int
    volunteers: int
    spoken: bool
    verdicts: str
    noise: str


@dataclass(frozen=True)
class PersonSaid:
    """One volunteer: days and trials of each leg, what is missing, and what can be done today."""

    code: str
    legs: tuple[tuple[str, str], ...]
    missing: str
    today: str
    done: bool


@dataclass(frozen=True)
class NoiseView:
    """The page. `hidden` is the number of volunteers whom the visitor may not see."""

    primary: str
    level: int | None
    task: str
    simulated: bool
    done: int
    enough: int
    to_find: int
    words: str
    people: tuple[PersonSaid, ...]
    hidden: int
    pools: tuple[PoolSaid, ...]


def noise_view(
    clinic: Clinic, visible: Collection[str], primary: str, level: int | None
) -> NoiseView:
    """The state of the measurement of one number; of volunteers only those in `visible`."""
    study = study_of(clinic.store, level, primary, local_day(clinic.now()))
    everybody = study.found.volunteers
    return NoiseView(
        primary,
        level,
        _task_words(study),
        study.task.simulated,
        study.found.done,
        ENOUGH_PEOPLE,
        max(ENOUGH_PEOPLE - len(everybody), 0),
        begun(study.found.words) if study.found.noise.enough else "",
        tuple(_person(each, study) for each in everybody if each.code in visible),
        sum(each.code not in visible for each in everybody),
        tuple(_pool(each) for each in pools_of(clinic.store, primary)),
    )


def _task_words(study: NoiseStudy) -> str:
    """What all of them do; how exactly is settled by whoever does it first."""
    asked = study.task.conditions
    if study.found.task is None:
        return said(ON_DOME).format(activity=activity_title(asked.activity), level=asked.level)
    return ", ".join((activity_title(asked.activity), *condition_words(asked)[1:]))


def _person(each: VolunteerDays, study: NoiseStudy) -> PersonSaid:
    due = study.due[each.code]
    trials = study.trials[each.code]
    legs = [
        (
            said(LEGS[leg]),
            said(DAYS_DONE).format(
                done=each.days.get(leg, 0),
                needed=VOLUNTEERS_DAYS,
                trials=counted(trials.get(leg, 0), TRIAL, TRIALS),
            ),
        )
        for leg in legs_of_task(study.task)
    ]
    today = ", ".join(said(LEGS[leg]) for leg in due)
    if each.missing and not due:
        today = said(NOT_TODAY)
    others = study.otherwise[each.code]
    missing = list(each.missing)
    if others:
        missing.append(said(OTHERWISE).format(days=counted(others, DAY, DAYS)))
    return PersonSaid(
        each.code, tuple(legs), ", ".join(missing) or said(DONE), today, not each.missing
    )


def _pool(pool: TaskPool) -> PoolSaid:
    words = condition_words(pool.task.conditions)[1:]
    simulated = (said(SIMULATED),) if pool.task.simulated and said(SIMULATED) not in words else ()
    lacking = counted(pool.lacking, *MORE_NEEDED)
    people = pool.noise.people
    verdicts = said(LACKING).format(known=people, enough=ENOUGH_PEOPLE, lacking=lacking)
    return PoolSaid(
        activity_title(pool.task.conditions.activity),
        (*words, *simulated),
        pool.patients,
        pool.volunteers,
        not pool.lacking,
        verdicts if pool.lacking else said(KNOWN),
        begun(pool.words),
    )
