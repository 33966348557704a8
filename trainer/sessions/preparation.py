"""What a trial is set up from: the board, the station, what was chosen and what is known.

What this board, this leg or this patient does not allow is refused here; `visit` asks for the rail,
the eye's score and a leg that pain has not stopped.
"""

from dataclasses import dataclass, replace
from datetime import date

from games.engine.activity import Activity, Surface
from games.engine.feedback import next_feedback
from games.engine.ground import NoTargetLeft
from games.engine.setup import Station, TrialSetup
from games.engine.visit_rounds import NextRound
from games.engine.words import REPLAYED, SIMULATED_BOARD, UNCALIBRATED
from trainer.metrics.nobody import SOMEBODY_N
from trainer.recording.conditions import (
    FLOOR,
    NO_DOME,
    Chosen,
    Conditions,
    FootPlacement,
)
from trainer.recording.envelope import Range
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
from trainer.sessions.errors import SessionError
from trainer.sessions.floor import check_thigh, on_floor
from trainer.store.values import BeforeTrial

LEAST_SHARE = 0.5
"""With less of the body weight on the board, the other foot is on the floor."""


@dataclass(frozen=True)
class Preparation:
    """Sets up the trials of one visit; `stand_in` says that they have no patient's code."""

    board: OpenBoard
    station: Station
    chosen: Chosen
    visit_id: str
    stand_in: bool

    def setup(
        self, activity: Activity, conditions: Conditions, seed: int, known: BeforeTrial
    ) -> TrialSetup:
        """Everything for one trial; for a replayed trial, as it was then.

        `SessionError` for what this board, this leg or this patient does not allow.
        """
        replayed = self.board.replayed
        if replayed is not None and replayed.header.conditions.activity == activity.name:
            return setup_of(replayed, self.station)
        check_surface(activity, self.board)
        conditions = self.on_this_board(activity, conditions)
        check_standing(activity, conditions)
        check_seen(activity, conditions)
        if not self.stand_in:
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
                weight_n=known_weight_n(known),
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

    def on_this_board(self, activity: Activity, conditions: Conditions) -> Conditions:
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
        hard = self.how_hard(activity, conditions, self.earlier(known))
        return replace(
            conditions,
            feedback=hard.feedback,
            calibrated=self._calibrated(activity),
            footwear=feet.footwear if feet else conditions.footwear,
            arms=self.chosen.arms or (feet.arms if feet else conditions.arms),
            rung=hard.rung,
        )

    def earlier(self, known: BeforeTrial) -> list[PastRound]:
        """The patient's rounds; without a code each visit is somebody else's and begins anew."""
        return [r for r in known.rounds if not self.stand_in or r.visit_id == self.visit_id]

    def how_hard(
        self, activity: Activity, conditions: Conditions, rounds: list[PastRound]
    ) -> NextRound:
        """Rung and feedback of the round after these, unless the therapist has settled them."""
        feedback = self.chosen.feedback or next_feedback(rounds, conditions.eyes)
        rung = activity.rung(conditions.seconds, rounds, date.today(), feedback)
        return NextRound(self.chosen.rung or conditions.rung or rung, feedback)

    def next_round(
        self, activity: Activity, conditions: Conditions, known: BeforeTrial, this: PastRound
    ) -> NextRound:
        """How the round after `this` one will be played, which the database does not know yet."""
        asked, rounds = self.on_this_board(activity, conditions), [*self.earlier(known), this]
        seconds, today = asked.seconds, date.today()
        return replace(
            self.how_hard(activity, asked, rounds),
            enough=activity.enough(seconds, rounds, today),
            too_hard=activity.too_hard(seconds, rounds, today),
        )

    @property
    def _cells_calibrated(self) -> bool:
        cells = self.board.streams.load_setup
        return cells is not None and cells.calibration.calibrated

    def _weight_on_cells_n(self, stance: Stance, known: BeforeTrial) -> float | None:
        """What the cells carry if nothing else does; None if that is not known."""
        standing = stance in (Stance.SINGLE_LEG, Stance.TWO_LEG)
        return known_weight_n(known) if standing and self._cells_calibrated else None

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


def known_weight_n(known: BeforeTrial) -> float | None:
    """The patient's weight as it was noted; None without one."""
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
