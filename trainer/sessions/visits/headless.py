"""Carries a visit out without a window: on a simulated patient, or beside a board at a bench.

Nobody is there to be asked: what was given beforehand is kept, and a step that asks for more is
skipped and said to be. What people would do by hand takes the seconds that the plan assumes for it.
A board that is not there yet, or was pulled, is waited for.
"""

import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from games.engine.follow import Follow
from trainer.plans.minutes import BY_HAND_S, JUDGE_S, Row, trial_s
from trainer.plans.places import Place
from trainer.plans.steps import Step, StepKind
from trainer.plans.symptoms import PAIN, Question
from trainer.recording.clinical import ExerciseDone
from trainer.recording.conditions import FootPlacement
from trainer.recording.interfaces import Stimulus
from trainer.recording.plan import Plan
from trainer.recording.vocabulary import LinkState, Side
from trainer.sessions.board_news import NOTHING_THERE, KeptBoard, NoBoardReady
from trainer.sessions.errors import SessionError
from trainer.sessions.keeper import KeptTrial
from trainer.sessions.visits.attendant import Answer, Played, Scene, Told, Went
from trainer.sessions.visits.given import AFTER, CELLS
from trainer.sessions.visits.suggesting import Offer
from trainer.sessions.visits.trials import TrialKit, activity_of

T = TypeVar("T")
LEFT_OUT = "{words}: standing is left out, add --operator to go on"
NOBODY_SAID = "nobody said"
NOT_SAID = "nobody said {names}: the other answers are kept"
WAITS_S, LOOKS_S = 120.0, 0.1
WAITING = "waiting for the board, for {seconds:g} s at most: {why}"
NO_BOARD = "no board became ready within {seconds:g} s: {why}"
MOST_TRIES = 5
"""Of one trial that each time was cut by the link or the rail; ours."""
CUT_EACH_TIME = "it was cut {tries} times, by the board's link or the rail stop"


def wait_for_board(
    board: KeptBoard,
    say: Callable[[str], None],
    pause: Callable[[float], None] = time.sleep,
) -> None:
    """Return when a trial may begin on the board; `SessionError` if none becomes ready in time."""
    waited_s = 0.0
    while why := _missing(board):
        if not waited_s:
            say(WAITING.format(seconds=WAITS_S, why=why))
        if waited_s > WAITS_S:
            raise SessionError(NO_BOARD.format(seconds=WAITS_S, why=why))
        pause(LOOKS_S)
        waited_s += LOOKS_S


def _missing(kept: KeptBoard) -> str:
    """Why no trial can begin now; empty if one can. What was just pulled is told of a bit later."""
    board = kept.board()
    if board is None:
        return kept.news.words or NOTHING_THERE
    status = board.feed.status()
    return "" if status.state is LinkState.STREAMING else status.advice or NOTHING_THERE


class HeadlessAttendant:
    """Plays the trials; `given` are answers by a question's key, `progress` gets step and share.

    With `fast` the board lives on simulated time: hands and rests take no time of ours, and are
    added to the visit's clock.
    """

    def __init__(
        self,
        kit: TrialKit,
        board: KeptBoard,
        stimulus: Stimulus,
        given: Mapping[str, Answer],
        operator: str,
        fast: bool,
        progress: Callable[[Step, float], None],
    ) -> None:
        self._kit, self._board, self._stimulus = kit, board, stimulus
        self._given, self._operator, self._fast = given, operator, fast
        self._progress = progress
        self._by_hand_s = 0.0
        self._tries = Counter[str]()
        self.line = ""
        self.rows: Sequence[Row] = ()

    def now_s(self) -> float:
        if not self._fast:
            return time.monotonic()
        with self._board.lent() as board:
            return board.feed.now_ns() / 1e9 + self._by_hand_s

    def waiting(self, work: Callable[[], T]) -> T:
        return work()

    def say(self, *texts: str) -> None:
        for text in texts:
            self._kit.say(text)

    def ask(self, step: Step, questions: Sequence[Question], scene: Scene) -> Told:
        self._spend(step.planned_s)
        given = self._given
        if step.kind is StepKind.PAIN_AFTER:
            given = {_before(key): said for key, said in given.items() if key.startswith(AFTER)}
        known = {each.key: given[each.key] for each in questions if each.key in given}
        if known:
            # What the order answers is taken from there, but alone it answers no checklist.
            ordered = {each.key: each.known for each in questions if each.known is not None}
            known = {**ordered, **known}
        missing = [each.key for each in questions if each.required and each.key not in known]
        if missing and known:
            words = NOT_SAID.format(names=", ".join(missing))
            self.say(words)
            return Told(Went.SKIPPED, known, words)
        if missing:
            return Told(Went.SKIPPED, words=NOBODY_SAID)
        return Told(Went.DONE, known or None)

    def prepare(self, step: Step, scene: Scene, feet: Mapping[Side, FootPlacement | None]) -> Told:
        self._spend(step.planned_s)
        cells = {name: said for name, said in self._given.items() if name.endswith(CELLS)}
        return Told(Went.DONE, cells or None)

    def board_there(self, scene: Scene) -> bool:
        wait_for_board(self._board, self.say)
        return True

    def play(self, step: Step, scene: Scene, follow: Follow) -> Played:
        """A step is asked for again while its trials say nothing: not for ever."""
        if self._tries[step.key] >= MOST_TRIES:
            return Played(Went.SKIPPED, words=CUT_EACH_TIME.format(tries=MOST_TRIES))
        self._tries[step.key] += 1
        while True:
            wait_for_board(self._board, self.say)
            try:
                return Played(Went.DONE, self._trial(step))
            except NoBoardReady:
                # It was pulled before the trial began.
                continue

    def _trial(self, step: Step) -> KeptTrial:
        assert step.conditions is not None
        # The other leg steps on before a trial, and what is shown after it is looked at.
        self._spend(step.planned_s - trial_s(step.conditions.seconds) + JUDGE_S)
        with self._board.lent() as board:
            visit = self._kit.visit(board, step)
            return visit.play_headless(
                activity_of(step),
                step.conditions,
                self._kit.seed_of(step),
                self._stimulus,
                lambda share: self._progress(step, share),
            )

    def rest(self, seconds: float, scene: Scene, follow: Follow) -> Went:
        if self._fast:
            self._by_hand_s += seconds
        else:
            time.sleep(seconds)
        return Went.DONE

    def exercise(self, step: Step, scene: Scene) -> tuple[Went, ExerciseDone | None]:
        """An exercise that nobody saw is none that was done."""
        return Went.SKIPPED, None

    def settle(
        self, words: str, found: Place | None, places: Sequence[Place], scene: Scene
    ) -> Told:
        self.say(words)
        if found is None:
            return Told(Went.SKIPPED, words=words)
        self._spend(BY_HAND_S[StepKind.SETTLE])
        if not self._operator:
            return Told(Went.SKIPPED, words=NOBODY_SAID)
        place = float(places.index(found))
        return Told(Went.DONE, {"place": place, "operator": self._operator})

    def may_stand(self, words: str, scene: Scene) -> Told:
        if not self._operator:
            self.say(LEFT_OUT.format(words=words))
            return Told(Went.SKIPPED)
        self.say(words)
        return Told(Went.DONE, {"operator": self._operator})

    def next_plan(self, plan: Plan, offers: Sequence[Offer], scene: Scene) -> Told:
        self._spend(BY_HAND_S[StepKind.NEXT_PLAN])
        for each in offers:
            self.say(each.suggestion.words)
        return Told(Went.DONE)

    def note(self, line: str, rows: Sequence[Row], scene: Scene) -> Went:
        self._spend(BY_HAND_S[StepKind.NOTE])
        self.line, self.rows = line, rows
        return Went.DONE

    def _spend(self, seconds: float) -> None:
        """What hands take; in real time nobody's hands are waited for."""
        self._by_hand_s += seconds if self._fast else 0.0


def _before(key: str) -> str:
    """What `pain_after:left` answers: the same question as before the trials."""
    return key.replace(AFTER, PAIN)
