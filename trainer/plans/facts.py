"""What must be known of patient, board and earlier trials, before it can be said what is due.

`trainer.sessions` fills it in from the store, the games and the board; nothing here asks them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from trainer.metrics.repeats import SAYS_NOTHING, ending
from trainer.plans.places import Place
from trainer.recording.conditions import Conditions
from trainer.recording.history import History, StoredTrial
from trainer.recording.sector import Sector
from trainer.recording.trial import TrialResult
from trainer.recording.vocabulary import Arms, Eyes, Side, Surface

LEGS = (Side.LEFT, Side.RIGHT)
ALL_DOMES = (1, 2, 3, 4, 5)


@dataclass(frozen=True)
class ActivityFacts:
    """An activity as far as a plan must know it; `seconds` begins with the usual length."""

    name: str
    title: str
    surface: Surface = Surface.DOME
    seconds: tuple[float, ...] = (40.0,)
    eyes: frozenset[Eyes] = frozenset({Eyes.OPEN})
    by_thigh: bool = False
    on_one_leg: bool = False


@dataclass(frozen=True)
class BoardFacts:
    """What is on hand today.

    `levels` are the domes that can be put on, none on a board that does not tilt. `plate`: it can
    be stood on as a force plate. `weighs`: calibrated load cells and a known body weight can tell
    how much the leg carries. `strap`: the thigh's strap is worn. While no board was seen it is not
    `known`, and all that it may have counts as there.
    """

    levels: tuple[int, ...] = ALL_DOMES
    plate: bool = False
    weighs: bool = False
    strap: bool = False
    known: bool = True


UNKNOWN_BOARD = BoardFacts(plate=True, weighs=True, strap=True, known=False)


@dataclass(frozen=True)
class Played:
    """A trial and the conditions it was made under."""

    conditions: Conditions
    trial: StoredTrial

    @property
    def counts(self) -> bool:
        """Whether it says anything about the patient; one that does not is done again."""
        trial = self.trial
        result = TrialResult(trial.outcome, trial.duration_s, trial.headline)
        return not trial.voided and ending(result, trial.why) not in SAYS_NOTHING


@dataclass(frozen=True)
class Facts:
    """What is known today.

    `visit` counts from 1, this one included; `visit_of_tests` counts only those with the anchor
    test or its learning, None where each had it. `involved` is the episode's leg, `anchor` the
    place of the anchor test that a therapist has signed. `played` are this visit's trials, `before`
    the episode's earlier ones, both oldest first. `locks` say for each locked leg why; a sector of
    `no_go` keeps today's targets of one leg away. `screened` is whether the checklist was ever gone
    through in this episode, `arms` where the patient's arms are. `floor_failed`: one leg does not
    stand on the floor for ten seconds. `marked` are the keys of the steps that people have done at
    this visit: they stay on its agenda, for their time is spent.
    """

    visit: int
    activities: Mapping[str, ActivityFacts]
    board: BoardFacts = BoardFacts()
    involved: Side | None = None
    anchor: Place | None = None
    played: tuple[Played, ...] = ()
    before: tuple[Played, ...] = ()
    locks: Mapping[Side, str] = field(default_factory=dict)
    no_go: Mapping[Side, tuple[Sector, ...]] = field(default_factory=dict)
    screened: bool = False
    arms: Arms = Arms.HIPS
    visit_of_tests: int | None = None
    floor_failed: bool = False
    marked: frozenset[str] = frozenset()

    @property
    def nth_of_tests(self) -> int:
        """By this the learning ends, and the other leg's turn comes."""
        return self.visit if self.visit_of_tests is None else self.visit_of_tests

    @property
    def first_legs(self) -> tuple[Side, ...]:
        """The legs whose anchor is due at every visit: both where nobody said which is involved."""
        return (self.involved,) if self.involved in LEGS else LEGS

    @property
    def other_leg(self) -> Side | None:
        """The uninvolved leg, if only one is involved."""
        return {Side.LEFT: Side.RIGHT, Side.RIGHT: Side.LEFT}.get(self.involved or Side.BOTH)

    def locked(self, side: Side | None) -> str:
        """Why nothing is done on this leg, or on both; empty if it is free."""
        if side is None:
            return ""
        legs = LEGS if side is Side.BOTH else (side,)
        return next((self.locks[leg] for leg in (*legs, Side.BOTH) if leg in self.locks), "")


def played_in(history: History, trial_ids: Iterable[str] | None = None) -> tuple[Played, ...]:
    """A history's trials, oldest first; only those of `trial_ids` if these are given."""
    wanted = None if trial_ids is None else set(trial_ids)
    found = [
        Played(series.conditions, trial)
        for series in history.series
        for trial in series.trials
        if wanted is None or trial.trial_id in wanted
    ]
    return tuple(sorted(found, key=lambda each: (each.trial.started_at, each.trial.trial_id)))
