"""One made-up person with all that belongs to them: a patient with visits, or a volunteer."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from games.registry import activity_named
from trainer.demo.boards import OPERATOR, boards
from trainer.demo.calendar import moment_on, rest_after, visit_times, working_days
from trainer.demo.chance import Chance
from trainer.demo.person import Ability, Person
from trainer.demo.playing import FEET, Player
from trainer.demo.round import About, played
from trainer.demo.stories import STORIES, Story
from trainer.demo.told import Told
from trainer.demo.visiting import VisitDone, Visiting
from trainer.plans.places import Place
from trainer.plans.prescribing import from_template, signed, with_item, with_more
from trainer.plans.screening import QUESTIONS, STOPS
from trainer.plans.templates import TEMPLATES
from trainer.progress.pool import VOLUNTEERS_DAYS
from trainer.progress.visits import JUDGED
from trainer.recording.background import (
    Background,
    Lifted,
    NoGo,
    PrescribedRest,
    Screening,
)
from trainer.recording.clinical import Episode
from trainer.recording.conditions import NOTHING_CHOSEN, FootPlacement
from trainer.recording.history import local_day
from trainer.recording.plan import BoardItem, ExerciseItem, Legs, Plan
from trainer.recording.vocabulary import Arms, Outcome, Side
from trainer.store.values import BodyWeight, FinishedTrial

SIGNED_BY = "demo therapist"
EXERCISES = (
    ExerciseItem("side_lying_abduction", Legs.INVOLVED, sets=2),
    ExerciseItem("lateral_band_walk", Legs.BOTH, sets=2),
    ExerciseItem("pelvic_drop", Legs.INVOLVED, sets=2),
)
"""Of the hip programme, added to the board's ten minutes."""
WEEKS, EXERCISES_MIN, BOTH_LEGS_MIN = 8, 6.0, 10.0
SECOND_PLAN_AT = 6
"""From this visit on the bouts are of another game."""
SECOND_TITLE = "Board work, second part"
SECOND_GAMES = ("orbit", "slalom", "harvest", "glide", "chase")
CIRCLES, CIRCLES_OF = BoardItem("circles", Legs.INVOLVED, 1, 36.0), 3
"""Every third patient does them, too."""
NO_GO_REASON, NO_GO_DAYS = "graft: the outside edge is kept off for now", 42
LIFTED_BEFORE = timedelta(hours=20)
VOLUNTEER_LEVEL, ANCHOR_S, BETWEEN_TRIALS = 2, 20.0, timedelta(seconds=60)
STAFF_STANDS_S = 2000.0
FIRST_VOLUNTEER_DAY = 98
"""So many working days ago, in the clinic's first weeks; the second day is a week later."""


@dataclass(frozen=True)
class DemoPatient:
    """A patient as it is stored, in this order. `lifted` are stops of trials by the trial's id."""

    code: str
    weight: BodyWeight
    episode: Episode
    background: Background
    screening: Screening
    plans: tuple[Plan, ...]
    visits: tuple[VisitDone, ...]
    rests: tuple[PrescribedRest, ...] = ()
    no_gos: tuple[NoGo, ...] = ()
    lifted: tuple[tuple[str, Lifted], ...] = ()
    feet: FootPlacement = FEET


@dataclass(frozen=True)
class DemoVolunteer:
    """Somebody of the staff, who measured the clinic's noise on two days."""

    code: str
    trials: tuple[FinishedTrial, ...]


def demo_patient(code: str, number: int, seed: int, until: date) -> DemoPatient:
    """The patient of this number, from 0, whose last visit is not after `until`."""
    chance = Chance(seed, code)
    story = STORIES[number % len(STORIES)]
    times = visit_times(story, until, chance.random)
    clinic = boards(opened(until))
    # The first dome's patient has a board of their own; the others share two.
    board = clinic[2] if story.level == 1 else clinic[number % 2]
    speed_deg_s = story.speed_deg_s * chance.random.uniform(0.85, 1.15)
    ability = Ability(speed_deg_s, weak=(story.involved,), weak_stands_s=story.stands_s)
    begun = times[0] - timedelta(minutes=30)
    background = _background(story, begun)
    no_gos = _no_gos(story, chance, begun)
    visiting = Visiting(
        story,
        Player(code, story, board, Person(ability, board, chance), chance),
        Told(story, chance),
        chance,
        background,
        no_gos,
    )
    plans = _plans(story, number, chance, times)
    visits = []
    for nth, at in enumerate(times):
        plan = plans[-1] if nth >= SECOND_PLAN_AT else plans[0]
        visits.append(visiting.visit(nth, at, plan, changed=nth + 1 == SECOND_PLAN_AT))
    return DemoPatient(
        code,
        BodyWeight(round(chance.random.uniform(55, 92), 1), begun),
        Episode(begun, story.involved, level=story.level, operator=OPERATOR),
        background,
        Screening(times[0], _answers(), OPERATOR),
        plans,
        tuple(visits),
        tuple(
            PrescribedRest(*rest_after(local_day(times[rest.visit]), rest), rest.reason, OPERATOR)
            for rest in story.rests
            if rest.visit < len(times)
        ),
        no_gos,
        tuple(_lifted(story, visits)),
    )


def demo_volunteer(code: str, number: int, seed: int, until: date) -> DemoVolunteer:
    """The volunteer of this number, from 0: both legs, two days, three trials on each leg."""
    chance = Chance(seed, code)
    board = boards(opened(until))[number % 2]
    person = Person(Ability(chance.random.uniform(5.5, 8.5), STAFF_STANDS_S), board, chance)
    days = working_days(until, FIRST_VOLUNTEER_DAY + number % 3)
    activity = activity_named(Place(VOLUNTEER_LEVEL).activity)
    trials: list[FinishedTrial] = []
    for day in (days[-1], days[-6])[:VOLUNTEERS_DAYS]:
        person.wake()
        at, visit_id = moment_on(day, chance.random.randint(12, 13), chance.random), chance.new_id()
        for side in (Side.LEFT, Side.RIGHT) * JUDGED:
            asked = Place(VOLUNTEER_LEVEL).conditions(side, ANCHOR_S, Arms.HIPS)
            setup = person.setup(activity, asked, NOTHING_CHOSEN, day, 1)
            about = About(chance.new_id(), code, visit_id, at, board)
            hold = person.hold(setup.conditions, 0.0)
            trials.append(played(activity, setup, about, hold, chance.motion()))
            at += BETWEEN_TRIALS
    return DemoVolunteer(code, tuple(trials))


def opened(until: date) -> datetime:
    """When the made-up clinic began: before the first visit of all stories."""
    return moment_on(until - timedelta(days=150), 8, Chance(0, "clinic").random)


def _background(story: Story, at: datetime) -> Background:
    weeks = story.surgery_weeks
    surgery = None if weeks is None else local_day(at) - timedelta(weeks=weeks)
    return Background(at, story.diagnosis, surgery, story.weight_bearing, operator=OPERATOR)


def _answers() -> dict[str, bool]:
    """The checklist of somebody who may stand on one leg."""
    return {name: name not in STOPS for name in QUESTIONS}


def _plans(
    story: Story, number: int, chance: Chance, times: tuple[datetime, ...]
) -> tuple[Plan, ...]:
    """The first plan, and the one that follows it where there are visits enough."""
    at = times[0] - timedelta(minutes=20)
    plan = from_template(TEMPLATES[story.template], chance.new_id(), at)
    for item in EXERCISES:
        plan = with_more(plan, item, chance.new_id(), at)
    more = BOTH_LEGS_MIN if story.involved is Side.BOTH else EXERCISES_MIN
    plan = replace(plan, per_week=story.per_week, weeks=WEEKS, minutes=plan.minutes + more)
    first = signed(plan, chance.new_id(), SIGNED_BY, at)
    if len(times) <= SECOND_PLAN_AT:
        return (first,)
    later = times[SECOND_PLAN_AT - 1] + timedelta(minutes=25)
    game = replace(first.board[0], activity=SECOND_GAMES[number % len(SECOND_GAMES)])
    second = replace(with_item(first, 1, game, chance.new_id(), later), title=SECOND_TITLE)
    if number % CIRCLES_OF == 0 and story.no_go is None:
        second = with_more(second, CIRCLES, chance.new_id(), later)
    return first, signed(second, chance.new_id(), SIGNED_BY, later)


def _no_gos(story: Story, chance: Chance, at: datetime) -> tuple[NoGo, ...]:
    if story.no_go is None:
        return ()
    until = local_day(at) + timedelta(days=NO_GO_DAYS)
    new_id = chance.new_id()
    return (NoGo(new_id, story.involved, story.no_go, NO_GO_REASON, until, at, operator=OPERATOR),)


def _lifted(story: Story, visits: list[VisitDone]) -> Iterator[tuple[str, Lifted]]:
    """The stops that a therapist lifted before the next visit, by their trials' ids."""
    for pain in story.pains:
        if not pain.lifted or pain.visit + 1 >= len(visits):
            continue
        at = visits[pain.visit + 1].record.opened_at - LIFTED_BEFORE
        for trial in visits[pain.visit].trials:
            if trial.result.outcome is Outcome.PAIN:
                yield trial.trial_id, Lifted(at, pain.lifted, OPERATOR)
