"""Fills a database with a made-up clinic: makes it in several processes, and stores it in one."""

import re
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from multiprocessing import get_context

from trainer.demo.boards import boards
from trainer.demo.patient import (
    DemoPatient,
    DemoVolunteer,
    demo_patient,
    demo_volunteer,
    opened,
)
from trainer.progress.noise import ENOUGH_PEOPLE
from trainer.recording.vocabulary import Side
from trainer.sessions.errors import SessionError
from trainer.sessions.store_access import HAND_CODE, SIMULATED_CODE
from trainer.store.store import Store

CODE, STAFF_CODE = "DEMO-{:02d}", "DEMO-S{:02d}"
OWN = re.compile(r"DEMO-S?\d{2,}")
NOBODYS = frozenset({SIMULATED_CODE, HAND_CODE})
"""Codes of trials on simulated boards, which are nobody's."""
REFUSED = (
    "this database holds patients ({code}): demo data goes into an empty one, so set BAPS_HOME to "
    "a new folder, or BAPS_DB to an empty database"
)
Made = DemoPatient | DemoVolunteer


@dataclass(frozen=True)
class Wanted:
    """Somebody who is still to be made: a patient, or a volunteer of the staff."""

    code: str
    number: int
    staff: bool


@dataclass(frozen=True)
class Filled:
    """What was stored."""

    patients: int = 0
    volunteers: int = 0
    visits: int = 0
    trials: int = 0

    def with_(self, made: Made) -> "Filled":
        """And this one."""
        if isinstance(made, DemoVolunteer):
            return Filled(
                self.patients, self.volunteers + 1, self.visits, self.trials + len(made.trials)
            )
        trials = sum(len(visit.trials) for visit in made.visits)
        visits = self.visits + len(made.visits)
        return Filled(self.patients + 1, self.volunteers, visits, self.trials + trials)


def fill(
    store: Store,
    patients: int,
    seed: int,
    until: date,
    processes: int,
    tell: Callable[[int, int], None] = lambda _done, _all: None,
) -> Filled:
    """Store so many patients and ten volunteers; those who are there stay as they are.

    `tell` hears how many are done of how many. `SessionError` for a database of somebody else.
    """
    there = check_own(store)
    for board in boards(opened(until)) if not there else ():
        for calibration in board.calibrations:
            store.add_calibration(calibration)
        for rim in board.rims:
            store.add_rim(rim)
    wanted = [each for each in everybody(patients) if each.code not in there]
    filled = Filled()
    for done, made in enumerate(_made(wanted, seed, until, processes), start=1):
        keep(store, made)
        filled = filled.with_(made)
        tell(done, len(wanted))
    return filled


def check_own(store: Store) -> frozenset[str]:
    """The made-up people who are there already; `SessionError` if anybody else is."""
    codes = frozenset(patient.code for patient in store.patients()) - NOBODYS
    others = sorted(code for code in codes if not OWN.fullmatch(code))
    if others:
        more = ", …" if len(others) > 1 else ""
        raise SessionError(REFUSED.format(code=f"{others[0]}{more}"))
    return codes


def everybody(patients: int) -> list[Wanted]:
    """All who are to be there, the patients first: to make one takes longest."""
    return [
        *(Wanted(CODE.format(n + 1), n, staff=False) for n in range(patients)),
        *(Wanted(STAFF_CODE.format(n + 1), n, staff=True) for n in range(ENOUGH_PEOPLE)),
    ]


def make(one: Wanted, seed: int, until: date) -> Made:
    """One person, from the seed alone."""
    made = demo_volunteer if one.staff else demo_patient
    return made(one.code, one.number, seed, until)


def keep(store: Store, made: Made) -> None:
    """Store one person and everything of theirs."""
    if isinstance(made, DemoVolunteer):
        for trial in made.trials:
            store.save_trial(trial)
        store.add_noise_person(made.code)
        return
    _keep_what_belongs(store, made)
    for visit in made.visits:
        store.open_visit(made.code, visit.record)
        for trial in visit.trials:
            store.save_trial(trial)
        for mark in visit.marks:
            store.add_mark(mark)
        for entry in visit.entries:
            store.add_entry(made.code, entry)
        for exercise in visit.exercises:
            store.add_exercise(made.code, exercise)
        store.close_visit(visit.record.visit_id, visit.closed_at)
    for stop_id, lifted in made.lifted:
        store.lift_stop(made.code, stop_id, lifted)


def _keep_what_belongs(store: Store, made: DemoPatient) -> None:
    code = made.code
    # The first trial brings the patient with it, who so is as old as that.
    store.save_trial(made.visits[0].trials[0])
    store.add_weight(code, made.weight)
    store.add_episode(code, made.episode)
    store.add_background(code, made.background)
    store.add_screening(code, made.screening)
    for side in (Side.LEFT, Side.RIGHT):
        store.add_placement(code, side, made.feet)
    for plan in made.plans:
        store.add_plan(code, plan)
    for rest in made.rests:
        store.add_rest(code, rest)
    for no_go in made.no_gos:
        store.add_no_go(code, no_go)


def _made(wanted: Iterable[Wanted], seed: int, until: date, processes: int) -> Iterator[Made]:
    """Everybody in their order, made in so many processes."""
    everyone = list(wanted)
    if processes < 2 or len(everyone) < 2:
        yield from (make(one, seed, until) for one in everyone)
        return
    with ProcessPoolExecutor(processes, get_context("spawn")) as pool:
        count = len(everyone)
        yield from pool.map(make, everyone, [seed] * count, [until] * count)
