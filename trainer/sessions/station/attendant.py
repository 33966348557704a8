"""Carries a visit out in the window: pages for what people do, the window's loop for trials."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from typing import TypeVar

from games.desk.buttons import Choice
from games.desk.page import BACK
from games.engine.activity import Kind
from games.engine.follow import Follow
from games.screens.station.bench import PAIN, BenchPage
from games.screens.station.note_page import NotePage
from games.screens.station.seconds_page import SecondsPage, Spent
from trainer.plans.minutes import Row
from trainer.plans.places import Place
from trainer.plans.steps import STEP_WORDS, Step, StepKind
from trainer.plans.symptoms import Question
from trainer.recording.clinical import ExerciseDone
from trainer.recording.conditions import FootPlacement
from trainer.recording.interfaces import Steering, Stimulus
from trainer.recording.plan import Plan
from trainer.recording.vocabulary import Outcome, Side
from trainer.sessions.errors import SessionError
from trainer.sessions.station.board_wait import board_ready
from trainer.sessions.station.exercising import do_exercise
from trainer.sessions.station.front import Closed, Front
from trainer.sessions.station.minutes import minutes_words
from trainer.sessions.station.offering import offer_plan
from trainer.sessions.station.pages import ask_eye, ask_form, ask_pain, leg_words, place_feet, sign
from trainer.sessions.station.settling import settle_place
from trainer.sessions.visits.attendant import Played, Scene, Told, Went
from trainer.sessions.visits.suggesting import Offer
from trainer.sessions.visits.trials import TrialKit, activity_of
from trainer.texts import begun, said

T = TypeVar("T")

NO_STANDING, STAND = "Leave standing out today", "Go on, signed"
LEG_RESTS, GO_ON = "{leg}: no more today. The visit goes on with what is left.", "Go on"
CANNOT, AGAIN, LEAVE_OUT, LATER = "This cannot be played now.", "Try again", "Leave out", "Later"


@dataclass
class WindowAttendant:
    """A therapist and a patient before the window. `line` is the note of a visit that is over;
    `tell_pain` asks how much there is in a leg, or in both.
    """

    front: Front
    kit: TrialKit
    stimulus: Stimulus
    tell_pain: Callable[[Side], object]
    steering: Steering | None = None
    line: str = ""

    def now_s(self) -> float:
        return time.monotonic()

    def waiting(self, work: Callable[[], T]) -> T:
        return self.front.waiting(work)

    def say(self, *texts: str) -> None:
        self.front.tell_all(texts)

    def ask(self, step: Step, questions: Sequence[Question], scene: Scene) -> Told:
        self._count(scene)
        if step.kind is StepKind.EYE:
            return ask_eye(self.front, questions)
        if step.kind is StepKind.PAIN_AFTER:
            return ask_pain(self.front, questions)
        return ask_form(self.front, begun(said(STEP_WORDS[step.kind])), questions)

    def prepare(self, step: Step, scene: Scene, feet: Mapping[Side, FootPlacement | None]) -> Told:
        self._count(scene)
        standing = {each.step.side for each in scene.placed if each.step.conditions}
        sides = [each for each in (Side.LEFT, Side.RIGHT) if each in standing]
        board = self.front.room.board.board()
        body = board.streams.body_setup if board is not None else None
        strap = body.thigh.side if body is not None and body.thigh is not None else None
        return place_feet(self.front, sides, feet, strap=strap)

    def board_there(self, scene: Scene) -> bool:
        self._count(scene)
        return board_ready(self.front)

    def play(self, step: Step, scene: Scene, follow: Follow) -> Played:
        """One trial; a trial that nobody began leaves the visit, to be gone on with."""
        assert step.conditions is not None
        self._count(scene)
        while True:
            if not board_ready(self.front):
                return Played(Went.LEFT)
            try:
                return self._played(step, follow)
            except SessionError as error:
                choices = [Choice("again", AGAIN, primary=True), Choice("skip", LEAVE_OUT)]
                taken = self.front.ask(CANNOT, [*choices, Choice(BACK, LATER)], str(error))
                if taken == "skip":
                    return Played(Went.SKIPPED, words=str(error))
                if taken != "again":
                    return Played(Went.LEFT)

    def rest(self, seconds: float, scene: Scene, follow: Follow) -> Went:
        self._count(scene)
        page = BenchPage(self.front.kit, seconds, follow.words, time.perf_counter())
        while (taken := self.front.show(page)) == PAIN:
            # Either leg may hurt; the rest goes on, for its clock has not stopped.
            self.tell_pain(Side.BOTH)
        return Went.LEFT if taken == BACK else Went.DONE

    def exercise(self, step: Step, scene: Scene) -> tuple[Went, ExerciseDone | None]:
        self._count(scene)
        return do_exercise(self.front, step, self.tell_pain)

    def may_stand(self, words: str, scene: Scene) -> Told:
        self._count(scene)
        choices = [Choice("skip", NO_STANDING, primary=True), Choice("sign", STAND)]
        taken = self.front.ask(begun(words), [*choices, Choice(BACK, LATER)])
        if taken == "sign":
            return sign(self.front, words)
        return Told(Went.SKIPPED if taken == "skip" else Went.LEFT)

    def settle(
        self, words: str, found: Place | None, places: Sequence[Place], scene: Scene
    ) -> Told:
        self._count(scene)
        return settle_place(self.front, words, found, places)

    def next_plan(self, plan: Plan, offers: Sequence[Offer], scene: Scene) -> Told:
        self._count(scene)
        return offer_plan(self.front, offers)

    def note(self, line: str, rows: Sequence[Row], scene: Scene) -> Went:
        self.line = line
        self._count(scene)
        if self.front.show(NotePage(self.front.kit, line)) == BACK:
            return Went.LEFT
        spent = [Spent(said(STEP_WORDS[row.kind]), row.planned_s, row.actual_s) for row in rows]
        self.front.show(SecondsPage(self.front.kit, spent))
        return Went.DONE

    def _count(self, scene: Scene) -> None:
        """From now on every page says the visit's minute."""
        self.front.kit.aside = minutes_words(scene, self.now_s)

    def _goes_on_without(self, step: Step) -> bool:
        """Whether the rest of the visit is gone on with, now that this leg is locked."""
        words = said(LEG_RESTS).format(leg=leg_words(step.side))
        choices = [Choice("go", GO_ON, primary=True), Choice(BACK, LATER)]
        return self.front.ask(words, choices) == "go"

    def _played(self, step: Step, follow: Follow) -> Played:
        assert step.conditions is not None
        with self.front.room.board.lent() as board:
            visit = self.kit.visit(board, step)
            activity = activity_of(step)
            ended, kept = visit.play_in_window(
                activity,
                step.conditions,
                self.kit.seed_of(step),
                self.front.window,
                self.steering,
                self.stimulus,
                follow,
                step.of if step.kind is StepKind.LEARN else None,
            )
        if ended.closed:
            raise Closed
        if ended.result is None:
            return Played(Went.LEFT)
        if ended.result.outcome is Outcome.PAIN:
            goes_on = ended.goes_on_after_pain or self._goes_on_without(step)
            return Played(Went.DONE if goes_on else Went.LEFT, kept)
        # The rest of an assessment belongs to the window's loop, and so does cutting it short.
        rested_s = inf if activity.kind is Kind.ASSESSMENT else ended.shown_s
        return Played(Went.DONE if ended.again else Went.LEFT, kept, rested_s)
