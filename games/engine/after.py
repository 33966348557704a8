"""What follows a trial in the window: a training's result, an assessment's rest, or pain.

The trial is handed to its keeper when somebody goes on, or after a minute, so that the therapist
can correct how it ended until then.
"""

from collections.abc import Callable
from dataclasses import dataclass

from games.engine.anchor import anchor_lines, stood_s
from games.engine.asking import BoardAnswer
from games.engine.control import Judge, Score
from games.engine.draw.chrome import Key
from games.engine.draw.eye_panel import EyePanel
from games.engine.eye import glance_of
from games.engine.input import Wish, meaning
from games.engine.once_more import OnceMore
from games.engine.pain_talk import PainTalk, Question
from games.engine.player import LivePlayer
from games.engine.scene import Onlooker, Place, Stage
from games.engine.show import BUTTON, Show
from games.engine.sound.tuning import Cue
from games.engine.trial_set import ending
from games.engine.visit_rounds import NextRound
from games.engine.words import Hindrance
from games.screens.details import DetailsScreen
from games.screens.message import StoppedScreen
from games.screens.pain import PainScreen
from games.screens.rest import RestScreen
from games.screens.result import ResultScreen
from games.screens.result_column import Numbers
from trainer.metrics.measure import TrialMeasures
from trainer.recording.trial import TrialResult
from trainer.recording.vocabulary import Outcome, Stance

JUDGING_S = 60.0
"""For how long a result can still be corrected before it is kept for good."""

LATE_PRESS_S = 3.0
"""A press of the button this soon after the end was meant for the trial: it begins nothing."""


Follows = Callable[[TrialResult, TrialMeasures], NextRound | None]


@dataclass(frozen=True)
class Ended:
    """How a round ended; `result` is None if nobody began it.

    `again` asks for one more round; `closed` says that the window was closed. `why_not` says why
    the trial does not count.
    """

    result: TrialResult | None
    again: bool = False
    closed: bool = False
    why_not: str = ""

    @property
    def goes_on_after_pain(self) -> bool:
        """Whether the therapist has said go on with a leg that pain had stopped."""
        return self.again and self.result is not None and self.result.outcome is Outcome.PAIN


class After:
    """The screens after one trial. `place` is where it was played, `next_round` says how the next
    one will be.
    """

    def __init__(
        self,
        show: Show,
        player: LivePlayer,
        onlooker: Onlooker,
        stage: Stage,
        place: Place | None = None,
        next_round: Follows | None = None,
    ) -> None:
        self._show, self._player, self._onlooker = show, player, onlooker
        self._stage, self._place, self._follows = stage, place, next_round
        self._began_ns = show.feed.now_ns()
        self._kept = False
        # A therapist who touches a key is at work with the result: nothing ends by itself then.
        self._attended = False
        self._stopped_screen = StoppedScreen(stage)
        scores = stage.by_eye and player.trial.running_s > 0.0
        self._panel = EyePanel(stage.layout, stage.lettering) if scores else None

    def run(self) -> Ended:
        """Show them until somebody goes on, finishes, or closes the window."""
        ended: Ended | None = None
        try:
            while ended is None:
                if self._player.trial.outcome is Outcome.PAIN:
                    ended = self._ask_about_pain()
                elif self._stage.assessment:
                    ended = self._rest()
                else:
                    ended = self._show_result()
        finally:
            self._player.close()
        return ended

    def _show_result(self) -> Ended | None:
        """A training's result; None if a judgement changed what is to be shown."""
        screen = self._result_screen()
        board = self._board_answer(screen)
        for flip_ns in self._show.frames():
            for name in self._show.pressed():
                self._attended = True
                wish = meaning(name)
                if wish in (Wish.LEAVE, Wish.CLOSE):
                    return self._end(closed=wish is Wish.CLOSE)
                if wish is Wish.BEGIN or (not screen.rests and self._means_go_on(name)):
                    return self._end(again=True)
                if self._corrected(wish):
                    return None
            if self._keeps_now():
                screen = self._result_screen()
            asking = None
            if board is not None and not self._show.feed.status().rail_open:
                asking = board.look(flip_ns)
                if board.wanted:
                    return self._end(again=True)
                if board.gone and not self._attended:
                    return self._end()
            self._draw(screen.draw, self._shown_s, asking)
        return self._end()

    def _board_answer(self, screen: ResultScreen) -> BoardAnswer | None:
        """What asks the board, if the patient may begin the next round alone."""
        conditions = self._stage.setup.conditions
        if screen.ring is None or self._player.replayed:
            return None
        from_s = max(screen.ring.from_s - self._shown_s, 0.0)
        stands = conditions.stance is not Stance.SEATED
        done = screen.started and self._player.trial.outcome is Outcome.COMPLETED
        once_more = OnceMore(screen.ring.radius_deg, from_s, may_go=stands and done)
        return BoardAnswer(self._show.feed, once_more)

    def _rest(self) -> Ended | None:
        """An assessment's rest; None if a judgement changed what is to be shown."""
        screen, details, told = self._rest_screen(), None, False
        for _ in self._show.frames():
            over = screen.over(self._shown_s)
            if over and screen.rests and not told:
                self._show_keys(screen.keys(over))
                self._show.window.sound.cue(Cue.REST_OVER)
                told = True
            for name in self._show.pressed():
                wish = meaning(name)
                if wish in (Wish.LEAVE, Wish.CLOSE):
                    return self._end(closed=wish is Wish.CLOSE)
                if screen.rests and (wish is Wish.BEGIN or (over and name == BUTTON)):
                    return self._end(again=True)
                if wish is Wish.DETAILS and not screen.rests:
                    details = None if details else self._details_screen()
                elif self._scored(name):
                    continue
                elif self._corrected(self._late_touch(name) or wish):
                    return None
            if self._keeps_now():
                screen = self._rest_screen()
            if details is not None:
                self._draw(details.draw)
            else:
                self._draw(screen.draw, self._shown_s)
                self._draw_panel()
        return self._end()

    def _scored(self, name: str) -> bool:
        """Take a key that scores by eye; True if it was one."""
        glance = glance_of(name, self._player.trial.eye) if self._panel else None
        if glance is None:
            return False
        if not self._kept:
            self._player.trial.control(Score(glance))
        return True

    def _draw_panel(self) -> None:
        """The rows to score by eye, for as long as that can be done."""
        if self._panel is not None and not self._kept and not self._show.feed.status().rail_open:
            self._panel.write(self._show.window.surface)
            self._panel.draw(self._show.window.surface, self._player.trial.eye)

    def _ask_about_pain(self) -> Ended | None:
        """Ask how much and where; None if pain was pressed by mistake.

        After a minute the pain is kept as far as it was told, so that a crash loses no lock.
        """
        talk, since_s, final = PainTalk(), self._shown_s, False
        screen = self._pain_screen(talk, final)
        for _ in self._show.frames():
            if not final and self._shown_s - since_s > JUDGING_S:
                self._kept = final = True
                self._player.tell(talk.pain)
                self._player.close()
                screen = self._pain_screen(talk, final)
            for name in self._show.pressed():
                wish, question = meaning(name), talk.question
                if wish in (Wish.LEAVE, Wish.CLOSE):
                    return self._end(closed=wish is Wish.CLOSE, told=talk)
                if question is Question.HOW_MUCH and wish is Wish.TAKE_BACK and not final:
                    self._take_back()
                    return None
                if question is not Question.NOTHING:
                    talk = talk.take(name)
                    screen = self._pain_screen(talk, final)
                elif wish is Wish.GO_ON and not talk.pain.ends_visit:
                    return self._end(again=True, told=talk)
            self._show.paint(screen.draw)
        return self._end(told=talk)

    def _end(
        self, again: bool = False, closed: bool = False, told: PainTalk | None = None
    ) -> Ended:
        if told is not None:
            self._player.tell(told.pain)
        return Ended(self._player.close(), again, closed, self._player.measured().why_not)

    def _draw(self, draw: Callable[..., None], *shown: object) -> None:
        """Draw a screen; what the rail's stop says comes first, as long as it is open."""
        if self._show.feed.status().rail_open:
            self._show.paint_at_once(self._stopped_screen.draw)
        else:
            self._show.paint(draw, *shown)

    @property
    def _shown_s(self) -> float:
        return (self._show.feed.now_ns() - self._began_ns) / 1e9

    def _means_go_on(self, name: str) -> bool:
        return name == BUTTON and self._shown_s > LATE_PRESS_S

    def _keeps_now(self) -> bool:
        """Keep the trial when its minute is over; True if it was kept just now."""
        if self._kept or self._shown_s <= JUDGING_S:
            return False
        self._player.close()
        self._kept = True
        return True

    def _corrected(self, wish: Wish | Outcome | None) -> bool:
        """Judge the trial, or take a judgement back; True if how it ended has changed.

        The key of the present judgement takes it back, too. Pain is heard whenever it is said.
        """
        trial = self._player.trial
        if self._kept and wish is not Outcome.PAIN:
            return False
        before = trial.outcome
        if wish is Wish.TAKE_BACK or (isinstance(wish, Outcome) and wish is before):
            self._take_back()
        elif isinstance(wish, Outcome):
            trial.control(Judge(wish))
        return trial.outcome is not before

    def _late_touch(self, name: str) -> Outcome | None:
        """A touch, if the button says so just after an assessment that had seen nothing."""
        late = name == BUTTON and self._shown_s <= LATE_PRESS_S
        completed = self._player.trial.outcome is Outcome.COMPLETED
        return Outcome.TOUCH if late and completed else None

    def _take_back(self) -> None:
        """Undo what a person judged; what the trial itself found stands."""
        trial = self._player.trial
        if trial.found is not None and trial.found is not trial.outcome:
            trial.control(Judge(trial.found))

    @property
    def _judged(self) -> Outcome | None:
        """The therapist's judgement, if there is one that stands."""
        trial = self._player.trial
        return trial.outcome if trial.outcome is not trial.found else None

    def _result_screen(self) -> ResultScreen:
        measures, trial = self._player.measured(), self._player.trial
        screen = ResultScreen(
            self._stage,
            trial.result(),
            self._numbers(measures),
            self._onlooker.path(),
            self._judged,
            final=self._kept,
            hindrance=self._hindrance(),
            place=self._place,
        )
        self._show.show_keys(*screen.keys)
        return screen

    def _numbers(self, measures: TrialMeasures) -> Numbers:
        trial = self._player.trial
        return Numbers(
            measures.value(self._stage.headline.name),
            measures.why_not,
            stood_s(measures),
            getattr(trial.rules, "longest_s", None),
            self._follows(trial.result(), measures) if self._follows else None,
        )

    def _hindrance(self) -> Hindrance | None:
        return self._onlooker.why_not_started

    def _rest_screen(self) -> RestScreen:
        outcome = self._player.trial.outcome or Outcome.INTERRUPTED
        why_not = self._player.measured().why_not
        in_set = self._stage.in_set.after(ending(self._player.trial.result(), why_not))
        screen = RestScreen(
            self._stage, in_set, outcome, self._judged is not None, self._kept, self._hindrance()
        )
        self._show_keys(screen.keys(screen.over(self._shown_s)))
        return screen

    def _show_keys(self, rows: tuple[tuple[Key, ...], ...]) -> None:
        """The keys of a rest, and the buttons of the score by eye."""
        areas = self._panel.areas if self._panel and not self._kept else ()
        self._show.show_keys(*rows, areas=areas)

    def _details_screen(self) -> DetailsScreen:
        measures, result = self._player.measured(), self._player.trial.result()
        lines = anchor_lines(measures, result, self._stage.setup.conditions)
        return DetailsScreen(self._stage, lines, self._onlooker.path(), measures.why_not)

    def _pain_screen(self, talk: PainTalk, final: bool) -> PainScreen:
        screen = PainScreen(self._stage, talk, final)
        self._show.show_keys(*screen.keys, areas=screen.areas)
        return screen
