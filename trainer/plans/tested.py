"""The steps of a visit's tests: learning trials, the search for the anchor's place, the anchor.

The legs alternate, so that each rests while the other one stands.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest

from trainer.metrics.repeats import REST_S, TRIALS_IN_SET
from trainer.plans.anchor_dome import (
    LEARNING_A_VISIT,
    LEARNING_VISITS,
    PUT_OFF,
    TRIES_A_VISIT,
    Proposal,
    PutOff,
    Tries,
    Try,
    learning_done,
    next_try,
    places_tried,
    tries_of,
)
from trainer.plans.facts import Facts, Played
from trainer.plans.minutes import by_hand
from trainer.plans.places import ON_FLOOR, Place, ladder
from trainer.plans.steps import Step, StepKind
from trainer.progress.course import LEARNING_TRIALS
from trainer.recording.vocabulary import Side, Stance
from trainer.texts import said

OTHER_LEG_EVERY = 3
"""The other leg's anchor is due at every third visit."""
NOT_ON_HAND = "the anchor test is left out: it stands on {place}, which is not on hand"
NOT_ENDED = "the search for the anchor's place has not ended"
NOTHING_ON_HAND = "the anchor's place is not searched: no dome and no plate is on hand"
THREE = range(1, TRIALS_IN_SET + 1)
ANCHOR_S = 20.0
"""Where its activity is not known."""


def tests_of(facts: Facts) -> tuple[tuple[Step, float], ...]:
    """Today's tests in their order, and how long the leg rests after each."""
    if anchor_problem(facts):
        return ()
    if facts.nth_of_tests == 1 or facts.anchor is None:
        steps = _first_tests(facts)
    else:
        steps = _later_tests(facts, facts.anchor)
    return tuple((step, REST_S if step.conditions else 0.0) for step in steps)


def anchor_problem(facts: Facts) -> str:
    """Why the anchor test cannot be done on the board on hand; empty if it can.

    It never moves to another place for that: what stands elsewhere is another test.
    """
    places = (ON_FLOOR, *ladder(facts.board.levels, facts.board.plate))
    if facts.anchor is None:
        return "" if places[1:] else NOTHING_ON_HAND
    on_hand = {place.level for place in places}
    return "" if facts.anchor.level in on_hand else NOT_ON_HAND.format(place=facts.anchor.shown)


def proposal(facts: Facts) -> Proposal | None:
    """What the therapist is asked to sign: where the search for the anchor's place has ended.

    None once a place is signed, while the search goes on or is put off, and where tries were
    skipped.
    """
    found = _search(facts) if facts.anchor is None else None
    return found if isinstance(found, Proposal) else None


def why_unsettled(facts: Facts) -> str:
    """Why there is nothing to sign yet, where `proposal` is None before a place is signed."""
    return said(PUT_OFF if isinstance(_search(facts), PutOff) else NOT_ENDED)


def may_be_settled(facts: Facts) -> tuple[Place, ...]:
    """Where a therapist may settle the anchor's place on this board, the floor first."""
    return (ON_FLOOR, *ladder(facts.board.levels, facts.board.plate))


def learns(facts: Facts) -> bool:
    """Whether learning trials belong to this visit."""
    return facts.nth_of_tests <= LEARNING_VISITS


def _first_tests(facts: Facts) -> Iterator[Step]:
    """The search on one leg while the other learns, the signature, the rest of the learning."""
    leg, place = facts.first_legs[0], _place_now(facts)
    other = next((each for each in _other_legs(facts)), None)
    search = [step for each in _places(facts, place) for step in _anchor(facts, leg, *each)]
    if not search:
        # It ended at an earlier visit: once that is signed, today is a visit like any other.
        yield by_hand(StepKind.SETTLE)
        return
    # What the other leg has learned stays done when the search goes on to two legs.
    alone = Place(place.level)
    learning = _learning(facts, other, alone, _due_first(facts, other, place)) if other else ()
    yield from _alternating(tuple(learning), tuple(search))
    if facts.anchor is None or StepKind.SETTLE.value in facts.marked:
        yield by_hand(StepKind.SETTLE)
    if learns(facts) and place != ON_FLOOR:
        rest = max(LEARNING_A_VISIT - len(search), 0)
        yield from _learning(facts, place.legs(leg), place, rest, practice=True)


def _later_tests(facts: Facts, place: Place) -> Iterator[Step]:
    """Learning on both legs at visit 2; then the anchor, at every third visit on the other leg,
    too.
    """
    together = place.stance is Stance.TWO_LEG
    if learns(facts) and place != ON_FLOOR:
        legs = (Side.BOTH,) if together else (*_other_legs(facts), facts.first_legs[0])
        yield from _alternating(*(_learning_still_due(facts, leg, place) for leg in legs))
    due = list(facts.first_legs[:1] if together or place == ON_FLOOR else facts.first_legs)
    if facts.nth_of_tests % OTHER_LEG_EVERY == 0 and not together and facts.other_leg:
        due.insert(0, facts.other_leg)
    yield from _alternating(*(tuple(_anchor(facts, leg, place)) for leg in due))


def _other_legs(facts: Facts) -> tuple[Side, ...]:
    """The leg whose tries do not settle the place."""
    return (facts.other_leg,) if facts.other_leg else facts.first_legs[1:]


def _search(facts: Facts) -> Proposal | Try | PutOff:
    board = facts.board
    before, today = _tries(facts, facts.before), _tries(facts, facts.played)
    return next_try(
        (*before, *today),
        board.levels,
        board.plate,
        earlier=len(before),
        on_two_legs=facts.floor_failed,
    )


def _tries(facts: Facts, played: Sequence[Played]) -> tuple[Played, ...]:
    """The search's trials: as long as the anchor's are, which bouts are not."""
    return tuple(
        each
        for each in tries_of(played, facts.first_legs[0])
        if each.conditions.seconds == _seconds(facts, each.conditions.activity)
    )


def _tried(facts: Facts, played: Sequence[Played]) -> Mapping[Place, Tries]:
    """The tries that each place has had, in the order of the search."""
    board = facts.board
    found = places_tried(_tries(facts, played), board.levels, board.plate)
    return {each.place: each for each in found}


def _place_now(facts: Facts) -> Place:
    """The place that is signed, else where the search is."""
    return facts.anchor or _search(facts).place


def _places(facts: Facts, place: Place) -> Iterator[tuple[Place, range]]:
    """Each place of the search with the numbers of today's tries, the last one where it is now. A
    search that was not signed goes on at the next visit.
    """
    # What was tried today stays on the agenda once a place is signed: it took its time.
    earlier = facts.before if facts.anchor is None else ()
    before, tried = _tried(facts, earlier), _tried(facts, (*earlier, *facts.played))
    known = {**tried, place: tried.get(place, Tries(place, ()))}
    for at, tries in sorted(known.items(), key=lambda item: item[0] == place):
        had = len(before[at].tries) if at in before else 0
        due = len(tries.tries) if at != place else _due_at(facts, tries, tried.values())
        yield at, range(had + 1, due + 1)


def _due_at(facts: Facts, here: Tries, tried: Iterable[Tries]) -> int:
    """How many tries the place has by the end of today: three where it was signed without a
    search, or after one that taught the leg less than a visit's learning.
    """
    learned = sum(len(each.tries) for each in tried)
    if facts.anchor is None:
        used_up = len(_tries(facts, facts.played)) >= TRIES_A_VISIT
        return len(here.tries) if used_up else here.due
    return TRIALS_IN_SET if learned < LEARNING_A_VISIT else len(here.tries)


def _anchor(facts: Facts, leg: Side, place: Place, numbers: range = THREE) -> Iterator[Step]:
    side = place.legs(leg)
    if place == ON_FLOOR:
        yield by_hand(StepKind.FLOOR_STANCE, side)
        return
    conditions = place.conditions(side, _seconds(facts, place.activity), facts.arms)
    for number in numbers:
        key = f"anchor:{side}:{place.words}:{number}"
        yield Step(key, StepKind.ANCHOR, side, conditions, number=number, of=TRIALS_IN_SET)


def _learning(
    facts: Facts, side: Side, place: Place, count: int, *, practice: bool = False
) -> tuple[Step, ...]:
    conditions = place.conditions(
        side, _seconds(facts, place.activity), facts.arms, practice=practice
    )
    return tuple(
        Step(f"learn:{side}:{number}", StepKind.LEARN, side, conditions, number=number, of=count)
        for number in range(1, count + 1)
    )


def _learning_still_due(facts: Facts, side: Side, place: Place) -> tuple[Step, ...]:
    """Practice, so that the anchor's three trials are those of the baseline."""
    missing = LEARNING_TRIALS - learning_done(facts.before, side, place)
    count = max(0, min(LEARNING_A_VISIT, missing))
    return _learning(facts, side, place, count, practice=True)


def _due_first(facts: Facts, side: Side, place: Place) -> int:
    """The other leg learns along while one leg stands; else what it has done is all."""
    if not learns(facts):
        return 0
    if place != ON_FLOOR and place.stance is Stance.SINGLE_LEG:
        return LEARNING_A_VISIT
    today = [each for each in facts.played if each.conditions.side is side]
    return min(LEARNING_A_VISIT, learning_done(today, side, None))


def _alternating(*legs: Sequence[Step]) -> Iterator[Step]:
    for turn in zip_longest(*legs):
        yield from (step for step in turn if step is not None)


def _seconds(facts: Facts, activity: str) -> float:
    """The anchor's trials are as long as its activity usually is."""
    known = facts.activities.get(activity)
    return known.seconds[0] if known else ANCHOR_S
