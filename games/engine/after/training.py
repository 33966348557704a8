"""After a training: its result, and the question whether to play one more round.

The therapist answers by a key, the patient by the event button or with the board.
"""

from collections.abc import Callable

from games.engine.after.over import Ended, Over
from games.engine.anchor import stood_s
from games.engine.asking import BoardAnswer
from games.engine.follow import RESULT_S, Follow
from games.engine.input import BUTTON, Wish, meaning
from games.engine.once_more import OnceMore
from games.engine.scene import Place
from games.engine.visit_rounds import NextRound
from games.screens.result import ResultScreen
from games.screens.result_column import Numbers
from trainer.metrics.measure import TrialMeasures
from trainer.recording.trial import TrialResult
from trainer.recording.vocabulary import Outcome, Stance

Follows = Callable[[TrialResult, TrialMeasures], NextRound | None]


class AfterTraining:
    """The result. `place` is where it was played, `follows` says how the next round will be.

    With a `follow` the plan says what comes next, and goes on by itself.
    """

    def __init__(
        self,
        over: Over,
        place: Place | None,
        follows: Follows | None,
        follow: Follow | None = None,
    ) -> None:
        self._over, self._place, self._follows, self._follow = over, place, follows, follow
        # A therapist who touches a key is at work with the result: nothing ends by itself then.
        self._attended = False

    def show(self) -> Ended | None:
        """Show the result; None if a judgement changed what is to be shown."""
        over = self._over
        screen = self._screen()
        board = self._board_answer(screen)
        for flip_ns in over.show.frames():
            for name in over.show.pressed():
                self._attended = True
                if (said := self._said(name, screen)) is not None:
                    return said
                if over.corrected(meaning(name)):
                    return None
            self._attended = self._attended or over.show.walked
            if over.keeps_now():
                screen = self._screen()
            if self._goes_on_alone(screen):
                return over.end(again=True)
            asking = None
            if board is not None and not over.rail_open and not over.show.walked:
                asking = board.look(flip_ns)
                if board.wanted:
                    return over.end(again=True)
                if board.gone and not self._attended:
                    return over.end()
            over.draw(screen.draw, over.shown_s, asking)
        return over.end()

    def _said(self, name: str, screen: ResultScreen) -> Ended | None:
        """What a key says about going on."""
        wish = meaning(name)
        if wish in (Wish.LEAVE, Wish.CLOSE):
            return self._over.end(closed=wish is Wish.CLOSE)
        if wish is Wish.BEGIN or (screen.button_goes_on and self._means_go_on(name)):
            return self._over.end(again=True)
        return None

    def _goes_on_alone(self, screen: ResultScreen) -> bool:
        """Whether the plan goes on: the result was looked at, and nobody is at work with it."""
        looked_at = self._over.shown_s > RESULT_S and not self._attended
        return self._follow is not None and screen.started and looked_at

    def _means_go_on(self, name: str) -> bool:
        return name == BUTTON and not self._over.pressed_late(name)

    def _board_answer(self, screen: ResultScreen) -> BoardAnswer | None:
        """What asks the board, if the patient may begin the next round alone."""
        over = self._over
        if screen.ring is None or over.player.replayed:
            return None
        from_s = max(screen.ring.from_s - over.shown_s, 0.0)
        stands = over.stage.setup.conditions.stance is not Stance.SEATED
        done = screen.started and over.player.trial.outcome is Outcome.COMPLETED
        once_more = OnceMore(screen.ring.radius_deg, from_s, may_go=stands and done)
        return BoardAnswer(over.show.feed, once_more)

    def _screen(self) -> ResultScreen:
        over = self._over
        measures = over.player.measured()
        screen = ResultScreen(
            over.stage,
            over.player.trial.result(),
            self._numbers(measures),
            over.onlooker.path(),
            over.judged,
            final=over.kept,
            hindrance=over.hindrance,
            place=self._place,
            follow=self._follow,
        )
        over.show.show_keys(*screen.keys, advice=screen.for_therapist)
        return screen

    def _numbers(self, measures: TrialMeasures) -> Numbers:
        over, trial = self._over, self._over.player.trial
        return Numbers(
            measures.value(over.stage.headline.name),
            measures.why_not,
            stood_s(measures),
            trial.rules.longest_s,
            self._follows(trial.result(), measures) if self._follows else None,
        )
