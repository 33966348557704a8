"""Which dome the anchor test of an episode stands on, found at visit 1 and signed by a therapist.

The rule of METRICS G: the highest dome with at least two of three trials completed and 1 to 4 % of
the time on the rim; else two legs on a dome, the plate, the floor. Where the search begins, and
when it goes up or down, is ours.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from statistics import fmean

from trainer.metrics.repeats import TRIALS_IN_SET
from trainer.plans.facts import Played
from trainer.plans.places import ON_FLOOR, Place, ladder
from trainer.progress.anchor import is_anchor
from trainer.progress.course import LEARNING_TRIALS
from trainer.recording.conditions import NO_DOME
from trainer.recording.vocabulary import Side, Stance
from trainer.texts import said, said_number

START_LEVEL = 2
"""Ours: one dome may still be below it."""
LEAST_RIM_PCT, MOST_RIM_PCT = 1.0, 4.0
TRIES_A_VISIT = 6
"""Ours: ten minutes hold no more of them. The search goes up only within them; down, it is put off
to the next visit.
"""
ENOUGH_HELD = 2
LEARNING_VISITS = 2
LEARNING_A_VISIT = LEARNING_TRIALS // LEARNING_VISITS
RIM_TIME = "rim_time_pct"

HELD, RIM = "{place}: {held} of {tries} completed", "rim time {percent} %"
NOT_TRIED = "{place} was not tried: a visit has no more tries, so it may not be the highest"
PUT_OFF = "today's tries are used: the search for the anchor's place goes on at the next visit"
NO_HIGHER = "there is no higher dome"
NOT_ONE_LEG = "one leg was not tried on a dome: it does not stand on the floor for ten seconds"
SIGNING = "signing settles it for the episode"
NOWHERE = (
    "no place on this board was held: the anchor is one leg on the floor, timed with a stopwatch"
)


class Found(StrEnum):
    """What the tries at a place say."""

    OPEN = "open"
    HELD = "held"
    FAILED = "failed"


@dataclass(frozen=True)
class Tries:
    """The tries that say something at one place, at most three."""

    place: Place
    tries: tuple[Played, ...]

    @property
    def held(self) -> int:
        """How many of them count: held to their end, without too much rim or a hand."""
        return sum(each.trial.valid for each in self.tries)

    @property
    def rim_time_pct(self) -> float | None:
        """The mean time on the rim of those that count; None where nothing was measured."""
        known = [each.trial.metrics.get(RIM_TIME) for each in self.tries if each.trial.valid]
        values = [value for value in known if value is not None]
        return fmean(values) if values else None

    @property
    def found(self) -> Found:
        """What they say. Two of a kind say it without a third try."""
        if len(self.tries) - self.held >= ENOUGH_HELD:
            return Found.FAILED
        if self.held < ENOUGH_HELD:
            return Found.OPEN
        return Found.FAILED if (self.rim_time_pct or 0.0) > MOST_RIM_PCT else Found.HELD

    @property
    def due(self) -> int:
        """How many there are when they will have said it, as far as is known now."""
        mixed = 0 < self.held < len(self.tries)
        return TRIALS_IN_SET if mixed else max(ENOUGH_HELD, len(self.tries))

    @property
    def easy(self) -> bool:
        """Whether none failed so far, with less time on the rim than the rule wants. One try says
        so, for two that fail on the place above lead back.
        """
        rim_pct = self.rim_time_pct
        return self.held == len(self.tries) > 0 and rim_pct is not None and rim_pct < LEAST_RIM_PCT

    @property
    def words(self) -> str:
        """ "dome 3: 3 of 3 completed, rim time 2.1 %", in the window's language."""
        place, tries = self.place.shown, len(self.tries)
        held = said(HELD).format(place=place, held=self.held, tries=tries)
        if self.rim_time_pct is None:
            return held
        percent = said_number(f"{self.rim_time_pct:.1f}")
        return f"{held}, {said(RIM).format(percent=percent)}"


@dataclass(frozen=True)
class Try:
    """The next trial of the search: which of three it is, and where."""

    place: Place
    number: int
    of: int = TRIALS_IN_SET


@dataclass(frozen=True)
class Proposal:
    """Where the search ended. `words` are what the therapist signs, `place.level` is stored."""

    place: Place
    words: str


@dataclass(frozen=True)
class PutOff:
    """The search has not ended, and today's tries are used. `place` is that of the last one."""

    place: Place


def next_try(
    tries: Sequence[Played],
    fitted_levels: Collection[int],
    has_plate: bool,
    *,
    earlier: int = 0,
    on_two_legs: bool = False,
) -> Proposal | Try | PutOff:
    """What comes next in the search, from the involved leg's tries so far, oldest first; the first
    `earlier` of them were made at earlier visits.

    It begins on dome 2, or the fitted dome below or above it, and `on_two_legs` where one leg does
    not stand on the floor for ten seconds: then one leg is tried on no dome. It goes down from a
    place that was not held, and up from an easy one after a single try or from one that was held,
    as long as the tries of a visit last. It ends below a place that was not held, on the highest
    there is, on the floor, or on a place that was held when the tries of a visit are used up: then
    the words say that nothing higher was tried. Used up before a place was held, it is put off to
    the next visit. No place gets more than three tries, and two that end alike are enough.
    """
    today = len(tries) - earlier
    found = _found(
        tries,
        _places(fitted_levels, has_plate, on_two_legs=on_two_legs),
        today,
        on_two_legs=on_two_legs,
    )
    ended = isinstance(found, Proposal) and found.place != ON_FLOOR
    if ended or today < TRIES_A_VISIT:
        return found
    return PutOff(Place(tries[-1].conditions.level, tries[-1].conditions.stance))


def _found(
    tries: Sequence[Played], places: Sequence[Place], today: int, *, on_two_legs: bool
) -> Proposal | Try:
    """Where the tries lead, `today` of which are of this visit."""
    seen = {place: _tries_at(place, tries) for place in places}
    at = _start(places, on_two_legs=on_two_legs)
    while 0 <= at < len(places):
        now = seen[places[at]]
        if now.found is Found.FAILED:
            at -= 1
            continue
        above = seen[places[at + 1]] if at + 1 < len(places) else None
        if above is not None and _goes_up(now, above, today):
            at += 1
            continue
        if now.found is Found.OPEN:
            return Try(now.place, len(now.tries) + 1)
        highest = NOT_ONE_LEG if on_two_legs else NO_HIGHER
        return Proposal(now.place, _signed(now, above, highest))
    return Proposal(ON_FLOOR, f"{said(NOWHERE)}; {said(SIGNING)}")


def places_tried(
    tries: Sequence[Played], fitted_levels: Collection[int], has_plate: bool
) -> tuple[Tries, ...]:
    """The places of the search so far, in the order in which they were first tried."""
    places = ladder(fitted_levels, has_plate)
    order = [place for each in tries for place in places if place.holds(each.conditions)]
    return tuple(_tries_at(place, tries) for place in dict.fromkeys(order))


def settled_place(level: int | None, played: Sequence[Played], side: Side) -> Place | None:
    """The place of an episode's anchor from its stored level and its trials, oldest first; None
    without a level.

    Where the episode says nothing of the stance: it is on two legs where the first tries on one leg
    of that dome failed and two legs stood on it.
    """
    if level is None:
        return None
    one_leg, two_legs = Place(level), Place(level, Stance.TWO_LEG)
    tries = tries_of(played, side)
    failed = _tries_at(one_leg, tries).found is Found.FAILED
    return two_legs if failed and _tries_at(two_legs, tries).tries else one_leg


def tries_of(played: Sequence[Played], side: Side) -> tuple[Played, ...]:
    """The trials that can be tries: they said something, were no practice, and no hand held on."""
    return tuple(
        each
        for each in played
        if each.counts and is_anchor(each.conditions) and each.conditions.side in (side, Side.BOTH)
    )


def learning_done(played: Sequence[Played], side: Side, place: Place | None) -> int:
    """How many learning trials a leg has had: those of the anchor test at its place, practice among
    them; anywhere while no place is settled. Eight are due, over visits 1 and 2.
    """
    known = [replace(each, conditions=replace(each.conditions, practice=False)) for each in played]
    return len([t for t in tries_of(known, side) if place is None or place.holds(t.conditions)])


def _tries_at(place: Place, tries: Sequence[Played]) -> Tries:
    here = [each for each in tries if place.holds(each.conditions)]
    return Tries(place, tuple(here[:TRIALS_IN_SET]))


def _places(levels: Collection[int], has_plate: bool, *, on_two_legs: bool) -> tuple[Place, ...]:
    """Where the search may go, easiest first."""
    places = ladder(levels, has_plate)
    if not on_two_legs:
        return places
    return tuple(each for each in places if each.stance is Stance.TWO_LEG or each.level == NO_DOME)


def _start(places: Sequence[Place], *, on_two_legs: bool) -> int:
    """The highest single-leg dome up to the start, else the lowest; the plate where no dome is."""
    if on_two_legs:
        return len(places) - 1
    domes = [
        at
        for at, place in enumerate(places)
        if place.stance is Stance.SINGLE_LEG and place.level > NO_DOME
    ]
    low = [at for at in domes if places[at].level <= START_LEVEL]
    return low[-1] if low else domes[0] if domes else len(places) - 1


def _goes_up(now: Tries, above: Tries, today: int) -> bool:
    """Whether the place above is tried now, or was held."""
    if above.found is Found.FAILED:
        return False
    if above.tries:
        return True
    up = now.easy or now.found is Found.HELD
    return up and today + TRIALS_IN_SET <= TRIES_A_VISIT


def _signed(now: Tries, above: Tries | None, highest: str) -> str:
    """The sentence to sign, with what was found above; `highest` where nothing is above it."""
    higher = said(highest)
    if above is not None and above.tries:
        higher = above.words
    elif above is not None:
        higher = said(NOT_TRIED).format(place=above.place.shown)
    return "; ".join((now.words, higher, said(SIGNING)))
