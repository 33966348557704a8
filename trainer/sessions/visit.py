"""A visit: one patient on one board plays one activity after another. Run by `play` and `log`."""

import uuid
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path

from games.engine.activity import Activity, Surface
from games.engine.after.over import Ended
from games.engine.feedback import next_feedback
from games.engine.ground import NoTargetLeft
from games.engine.loop import play_in_window
from games.engine.player import Round, play_headless
from games.engine.setup import Station, TrialSetup
from games.engine.trial_set import TRIALS_IN_SET
from games.engine.visit_rounds import NextRound
from games.engine.window import Window
from games.engine.words import REPLAYED, SIMULATED_BOARD, UNCALIBRATED
from trainer.link.faults import RAIL_OPEN
from trainer.metrics.nobody import SOMEBODY_N
from trainer.recording.conditions import (
    FLOOR,
    NO_DOME,
    Chosen,
    Conditions,
    FootPlacement,
    foot_moved,
)
from trainer.recording.envelope import Range
from trainer.recording.eye import Glance
from trainer.recording.interfaces import Steering, Stimulus
from trainer.recording.sensor import STANDARD_GRAVITY
from trainer.recording.trial import PastRound, Recording
from trainer.recording.vocabulary import Arms, Side, Stance
from trainer.sessions.allowed import (
    check_asked_weight,
    check_eyes,
    check_seen,
    check_standing,
    check_surface,
    check_weight,
    limit_kg,
)
from trainer.sessions.board import OpenBoard, rim_given
from trainer.sessions.delivery import Delivery, NoDelivery
from trainer.sessions.errors import SessionError
from trainer.sessions.floor import check_glances, check_thigh, on_floor, what_sees
from trainer.sessions.keeper import Keeper, KeptTrial
from trainer.sessions.legs import go_on, require_free_leg
from trainer.sessions.listening import Obstacles
from trainer.sessions.store_access import STAND_INS, ask_store
from trainer.store.spool import Spool
from trainer.store.store import Store
from trainer.store.values import BeforeTrial

LEAST_SHARE = 0.5
"""With less of the body weight on the board, the other foot is on the floor."""


@dataclass(frozen=True)
class Visit:
    """Who is on which board, and where their trials are stored."""

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

    def setup(self, activity: Activity, conditions: Conditions, seed: int) -> TrialSetup:
        """Everything for one trial; for a replayed trial, as it was then."""
        return self._setup(activity, conditions, seed, self._before(activity, conditions))

    def _setup(
        self, activity: Activity, conditions: Conditions, seed: int, known: BeforeTrial
    ) -> TrialSetup:
        replayed = self.board.replayed
        if replayed is not None and replayed.header.conditions.activity == activity.name:
            return setup_of(replayed, self.station)
        check_surface(activity, self.board)
        conditions = self._on_this_board(activity, conditions)
        check_standing(activity, conditions)
        check_seen(activity, conditions)
        if not self.is_stand_in:
            check_eyes(conditions, self.chosen, known)
        check_weight(self.board, conditions, known.weight.kg if known.weight else None)
        feet = self._feet(conditions, known)
        noted = known.placement if feet else None
        check_asked_weight(conditions, self._cells_calibrated, known.weight)
        try:
            setup = activity.setup(
                self._settled(activity, conditions, known, feet),
                rim_given(self.board, known.rim, conditions.level, conditions.stem_hole),
                limit=_todays(known.range, conditions),
                seed=seed,
                station=self.station,
                labels=self._labels(activity),
                no_go=self.chosen.no_go,
                seeks_weak=self.chosen.seeks_weak,
                weight_n=_weight_n(known),
            )
        except NoTargetLeft as error:
            raise SessionError(str(error)) from None
        if activity.surface is Surface.FLOOR:
            check_thigh(activity, setup.conditions.side, self.board)
            return on_floor(setup, self.board, activity)
        weight_n = self._weight_on_cells_n(conditions.stance, known)
        return replace(
            setup,
            least_load_n=self._least_load_n(weight_n),
            body_weight_n=weight_n,
            most_load_n=limit_kg(self.board) * STANDARD_GRAVITY,
            feet=feet,
            feet_on=noted.made_at.astimezone().date() if noted else None,
            feet_before=known.feet_before if feet else None,
        )

    def _on_this_board(self, activity: Activity, conditions: Conditions) -> Conditions:
        """The conditions of this activity; a force plate has no dome, and the floor no board."""
        seconds = conditions.seconds or activity.seconds[0]
        conditions = replace(conditions, activity=activity.name, seconds=seconds)
        if self.board.on_sacrum or activity.surface is Surface.FLOOR:
            return replace(conditions, level=FLOOR, stem_hole=0, arms=Arms.CROSSED)
        return replace(conditions, level=NO_DOME) if self.board.is_plate else conditions

    def _feet(self, conditions: Conditions, known: BeforeTrial) -> FootPlacement | None:
        """Where the foot was noted, with the arms that were chosen."""
        if known.placement is None or conditions.side is Side.BOTH or conditions.level == FLOOR:
            return None
        feet = known.placement.feet
        return replace(feet, arms=self.chosen.arms or feet.arms)

    def _settled(
        self,
        activity: Activity,
        conditions: Conditions,
        known: BeforeTrial,
        feet: FootPlacement | None,
    ) -> Conditions:
        """The conditions with what was chosen, noted or follows from earlier rounds."""
        hard = self._how_hard(activity, conditions, self._mine(known))
        return replace(
            conditions,
            feedback=hard.feedback,
            calibrated=self._calibrated(activity),
            footwear=feet.footwear if feet else conditions.footwear,
            arms=self.chosen.arms or (feet.arms if feet else conditions.arms),
            rung=hard.rung,
        )

    def _mine(self, known: BeforeTrial) -> list[PastRound]:
        """The patient's rounds; without a code each visit is somebody else's and begins anew."""
        return [r for r in known.rounds if not self.is_stand_in or r.visit_id == self.visit_id]

    def _how_hard(
        self, activity: Activity, conditions: Conditions, rounds: list[PastRound]
    ) -> NextRound:
        """Rung and feedback of the round after these, unless the therapist has settled them."""
        feedback = self.chosen.feedback or next_feedback(rounds, conditions.eyes)
        rung = activity.rung(conditions.seconds, rounds, date.today(), feedback)
        return NextRound(self.chosen.rung or conditions.rung or rung, feedback)

    @property
    def is_stand_in(self) -> bool:
        """Whether the trials have no patient's code: guests and simulated patients share one."""
        return self.patient_code in STAND_INS

    def _ready(
        self, activity: Activity, conditions: Conditions, seed: int
    ) -> tuple[TrialSetup, Keeper]:
        """A trial's setup and its keeper, with one query of the database."""
        return self._prepared(activity, conditions, seed, self._before(activity, conditions))

    def _prepared(
        self, activity: Activity, conditions: Conditions, seed: int, known: BeforeTrial
    ) -> tuple[TrialSetup, Keeper]:
        setup = self._setup(activity, conditions, seed, known)
        if self.board.replayed is None and (moved := foot_moved(setup.feet_before, setup.feet)):
            self.say(moved)
        if self.board.replayed is None and activity.by_eye:
            self.say(what_sees(self.board))
        return setup, self._keeper(activity, setup, _weight_n(known))

    def stands(self, activity: Activity, conditions: Conditions) -> tuple[NextRound, bool]:
        """How the next round will be played, and whether one of today counts."""
        rounds = self._mine(self._before(activity, conditions))
        today = any(each.counted and each.day == date.today() for each in rounds)
        asked = self._on_this_board(activity, conditions)
        return self._how_hard(activity, asked, rounds), today

    def next_round(
        self, activity: Activity, conditions: Conditions, known: BeforeTrial, this: PastRound
    ) -> NextRound:
        """How the round after `this` one will be played, which the database does not know yet."""
        asked, rounds = self._on_this_board(activity, conditions), [*self._mine(known), this]
        seconds, today = asked.seconds, date.today()
        return replace(
            self._how_hard(activity, asked, rounds),
            enough=activity.enough(seconds, rounds, today),
            too_hard=activity.too_hard(seconds, rounds, today),
        )

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
        return keeper.kept

    def play_in_window(
        self,
        activity: Activity,
        conditions: Conditions,
        seed: int,
        window: Window,
        steering: Steering | None,
        stimulus: Stimulus,
    ) -> tuple[Ended, KeptTrial | None]:
        """One round in the patient's window, and the trial that was stored.

        `LegLocked` if pain has stopped this leg and nobody has said go on.
        """
        leg = (self.patient_code, conditions.side, self.spool)
        require_free_leg(self.store, self.say, *leg)
        known = self._before(activity, conditions)
        setup, keeper = self._prepared(activity, conditions, seed, known)
        played = Round(
            activity,
            setup,
            self.board.feed,
            keeper,
            stimulus,
            steering,
            self.board.controls,
            self.set_of,
            partial(self.next_round, activity, conditions, known),
        )
        with closing(keeper), self._telling():
            ended = play_in_window(played, window)
        if ended.goes_on_after_pain:
            go_on(self.store, self.say, *leg)
        return ended, keeper.kept

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
        asked = self._on_this_board(activity, conditions)
        asked = replace(asked, dome_style=self.board.dome_style)
        board_id, simulated = self.board.identity.board_id, self.board.simulated
        arms = self.chosen.arms
        return ask_store(
            self.store,
            self.say,
            lambda store: store.before_trial(self.patient_code, asked, board_id, simulated, arms),
            BeforeTrial(),
        )

    @property
    def _cells_calibrated(self) -> bool:
        cells = self.board.streams.load_setup
        return cells is not None and cells.calibration.calibrated

    def _weight_on_cells_n(self, stance: Stance, known: BeforeTrial) -> float | None:
        """What the cells carry if nothing else does; None if that is not known."""
        standing = stance in (Stance.SINGLE_LEG, Stance.TWO_LEG)
        return _weight_n(known) if standing and self._cells_calibrated else None

    def _least_load_n(self, weight_n: float | None) -> float | None:
        if not self._cells_calibrated:
            return None
        return SOMEBODY_N if weight_n is None else LEAST_SHARE * weight_n

    def _labels(self, activity: Activity) -> tuple[str, ...]:
        labels = [SIMULATED_BOARD] if self.board.simulated else []
        if not self._calibrated(activity):
            labels.append(UNCALIBRATED)
        return tuple(labels)

    def _calibrated(self, activity: Activity) -> bool:
        """On the floor an idle deck measures nothing, and straps are set up or not there."""
        idle = activity.surface is Surface.FLOOR and not self.board.on_sacrum
        return idle or self.board.calibrated


def _weight_n(known: BeforeTrial) -> float | None:
    return known.weight.kg * STANDARD_GRAVITY if known.weight else None


def _todays(reach: Range | None, conditions: Conditions) -> Range | None:
    return reach if reach is not None and reach.fits(conditions, date.today()) else None


def setup_of(recording: Recording, station: Station) -> TrialSetup:
    """The set-up of a recorded trial, as it was then."""
    header = recording.header
    return TrialSetup(
        header.conditions,
        header.rim,
        header.range,
        header.parameters,
        header.seed,
        station=station,
        labels=(REPLAYED,),
    )
