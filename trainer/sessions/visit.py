"""A visit: one patient on one board plays one activity after another. Run by `play` and `log`."""

import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path

from games.engine.activity import Activity
from games.engine.after.over import Ended
from games.engine.follow import Follow
from games.engine.loop import play_in_window
from games.engine.player import Round, play_headless
from games.engine.setup import Station, TrialSetup
from games.engine.visit_rounds import NextRound
from games.engine.window import Window
from trainer.link.faults import RAIL_OPEN
from trainer.metrics.repeats import TRIALS_IN_SET
from trainer.recording.conditions import (
    Chosen,
    Conditions,
    foot_moved,
)
from trainer.recording.eye import Glance
from trainer.recording.interfaces import Standing, Steering, Stimulus
from trainer.recording.vocabulary import Outcome
from trainer.sessions.board import OpenBoard
from trainer.sessions.delivery import Delivery, NoDelivery
from trainer.sessions.errors import SessionError
from trainer.sessions.floor import check_glances, what_sees
from trainer.sessions.keeper import Keeper, KeptTrial
from trainer.sessions.legs import PatientLegs, saw_pain
from trainer.sessions.listening import Obstacles
from trainer.sessions.notes import Notes
from trainer.sessions.preparation import Preparation, known_weight_n
from trainer.sessions.store_access import STAND_INS, ask_store
from trainer.store.spool import Spool
from trainer.store.store import Store
from trainer.store.values import BeforeTrial


@dataclass(frozen=True)
class Visit:
    """Who is on which board, and where their trials are stored.

    `standing` is told how each trial is stood, for a simulated patient to follow.
    """

    board: OpenBoard
    patient_code: str
    delivery: Delivery
    journals: Path
    say: Callable[[str], None]
    store: Store | None = None
    spool: Spool | None = None
    station: Station = field(default_factory=Station)
    chosen: Chosen = field(default_factory=Chosen)
    visit_id: str = field(default_factory=lambda: str(uuid.uuid4()))
    standing: Standing = field(default_factory=Standing)

    def setup(self, activity: Activity, conditions: Conditions, seed: int) -> TrialSetup:
        """Everything for one trial; for a replayed trial, as it was then."""
        known = self._before(activity, conditions)
        return self.preparation.setup(activity, conditions, seed, known)

    @property
    def is_stand_in(self) -> bool:
        """Whether the trials have no patient's code: guests and simulated patients share one."""
        return self.patient_code in STAND_INS

    @property
    def preparation(self) -> Preparation:
        """What sets up its trials."""
        return Preparation(self.board, self.station, self.chosen, self.visit_id, self.is_stand_in)

    def _ready(
        self, activity: Activity, conditions: Conditions, seed: int
    ) -> tuple[TrialSetup, Keeper]:
        """A trial's setup and its keeper, with one query of the database."""
        return self._prepared(activity, conditions, seed, self._before(activity, conditions))

    def _prepared(
        self, activity: Activity, conditions: Conditions, seed: int, known: BeforeTrial
    ) -> tuple[TrialSetup, Keeper]:
        setup = self.preparation.setup(activity, conditions, seed, known)
        self.standing.take(setup.conditions)
        if self.board.replayed is None and (moved := foot_moved(setup.feet_before, setup.feet)):
            self.say(moved)
        if self.board.replayed is None and activity.by_eye:
            self.say(what_sees(self.board))
        return setup, self._keeper(activity, setup, known_weight_n(known))

    def stands(self, activity: Activity, conditions: Conditions) -> tuple[NextRound, bool]:
        """How the next round will be played, and whether one of today counts."""
        rounds = self.preparation.earlier(self._before(activity, conditions))
        today = any(each.counted and each.day == date.today() for each in rounds)
        asked = self.preparation.on_this_board(activity, conditions)
        return self.preparation.how_hard(activity, asked, rounds), today

    def days_played(self) -> Mapping[str, int]:
        """On how many days this patient had a round of each activity; nobody's for stand-ins."""
        if self.is_stand_in:
            return {}
        code, simulated = self.patient_code, self.board.simulated
        return ask_store(self.store, self.say, lambda store: store.days_played(code, simulated), {})

    def _keeper(self, activity: Activity, setup: TrialSetup, weight_n: float | None) -> Keeper:
        delivery = NoDelivery() if self.board.replayed is not None else self.delivery
        return Keeper(
            self.board,
            setup,
            delivery,
            self.journals,
            self.say,
            self.patient_code,
            activity.headline.name,
            self.visit_id,
            weight_n,
        )

    def play_headless(
        self,
        activity: Activity,
        conditions: Conditions,
        seed: int,
        stimulus: Stimulus,
        progress: Callable[[float], None],
        glances: tuple[Glance, ...] = (),
    ) -> KeptTrial:
        """One trial without a window; `glances` are what somebody saw of it.

        `SessionError` for glances at what nobody scores by eye.
        """
        self.check_rail()
        check_glances(activity, glances)
        setup, keeper = self._ready(activity, conditions, seed)
        controls = self.board.controls
        played = Round(
            activity,
            setup,
            self.board.feed,
            keeper,
            stimulus,
            controls=controls,
            glances=glances,
        )
        with closing(keeper), self._telling():
            play_headless(played, progress)
        if keeper.kept is None:
            raise SessionError("the trial ended without a result")
        self._note_pain(keeper.kept)
        return keeper.kept

    def play_in_window(
        self,
        activity: Activity,
        conditions: Conditions,
        seed: int,
        window: Window,
        steering: Steering | None,
        stimulus: Stimulus,
        follow: Follow | None = None,
        set_of: int | None = None,
    ) -> tuple[Ended, KeptTrial | None]:
        """One round in the patient's window, and the trial that was stored.

        `follow` is what a plan does after it, `set_of` how many trials it says belong together.

        `LegLocked` if pain has stopped this leg and nobody has said go on.
        """
        legs = PatientLegs(self.store, self.say, self.patient_code, self.spool)
        legs.require_free(conditions.side)
        known = self._before(activity, conditions)
        setup, keeper = self._prepared(activity, conditions, seed, known)
        notes = Notes(self.patient_code, self.store, self.say)
        played = Round(
            activity,
            setup,
            self.board.feed,
            keeper,
            stimulus,
            steering,
            self.board.controls,
            set_of or self.set_of,
            partial(self.preparation.next_round, activity, conditions, known),
            follow=follow,
            notes=None if self.is_stand_in or self.board.replayed is not None else notes.take,
        )
        with closing(notes), closing(keeper), self._telling():
            ended = play_in_window(played, window)
        if keeper.kept is not None:
            self._note_pain(keeper.kept)
        if ended.goes_on_after_pain:
            legs.go_on(conditions.side)
        return ended, keeper.kept

    def _note_pain(self, kept: KeptTrial) -> None:
        if kept.result.outcome is Outcome.PAIN and self.board.replayed is None:
            saw_pain(self.store, self.patient_code, kept.recording)

    @property
    def set_of(self) -> int:
        """How many trials of an assessment belong together; a guest and a replay play one."""
        alone = self.patient_code in STAND_INS or self.board.replayed is not None
        return 1 if alone else TRIALS_IN_SET

    def check_rail(self) -> None:
        """`SessionError` with advice while the rail stop is open."""
        if self.board.feed.status().rail_open:
            raise SessionError(RAIL_OPEN)

    @contextmanager
    def _telling(self) -> Iterator[None]:
        """Report trouble with board or sensors as it happens."""
        obstacles = Obstacles(self.board, self.say)
        stop = self.board.feed.on_pump(obstacles)
        try:
            yield
        finally:
            stop()
            # What ended the trial may have come after its last pump.
            obstacles()
            obstacles.sum_up()

    def _before(self, activity: Activity, conditions: Conditions) -> BeforeTrial:
        """What the database knows about patient and board."""
        asked = self.preparation.on_this_board(activity, conditions)
        asked = replace(asked, dome_style=self.board.dome_style)
        board_id, simulated = self.board.identity.board_id, self.board.simulated
        arms = self.chosen.arms
        return ask_store(
            self.store,
            self.say,
            lambda store: store.before_trial(self.patient_code, asked, board_id, simulated, arms),
            BeforeTrial(),
        )
