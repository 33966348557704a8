"""After an assessment: the rest before the next trial, without a result; details behind a key."""

from games.engine.after.over import Ended, Over
from games.engine.anchor import anchor_lines
from games.engine.control import Score
from games.engine.draw.eye_panel import EyePanel, all_answers
from games.engine.eye import glance_of
from games.engine.follow import Follow
from games.engine.input import BUTTON, Wish, meaning
from games.engine.second.facts import NO_WORDS
from games.engine.sound.tuning import Cue
from games.screens.details import DetailsScreen
from games.screens.rest import RestScreen
from trainer.metrics.repeats import ending
from trainer.recording.vocabulary import Outcome


class AfterAssessment:
    """The rest. Where the therapist scores by eye, that can still be done in it.

    With a `follow` it is as long as the plan says, and tells what comes next.
    """

    def __init__(self, over: Over, follow: Follow | None = None) -> None:
        self._over, self._follow = over, follow
        stage, began = over.stage, over.player.trial.running_s > 0.0
        self._panel = EyePanel(stage.layout, stage.lettering) if stage.by_eye and began else None
        self._details: DetailsScreen | None = None

    def show(self) -> Ended | None:
        """Show the rest; None if a judgement changed what is to be shown."""
        over, show = self._over, self._over.show
        screen, told, self._details = self._rest_screen(), False, None
        for _ in show.frames():
            rested = screen.over(over.shown_s)
            if rested and screen.rests and not told:
                self._show_keys(screen)
                show.window.sound.cue(Cue.REST_OVER)
                told = True
            if rested and screen.rests:
                # Somebody must press now: the keys stay until somebody does.
                show.tell_keys()
            for name in over.show.pressed():
                wish = meaning(name)
                if wish in (Wish.LEAVE, Wish.CLOSE):
                    return over.end(closed=wish is Wish.CLOSE)
                if screen.rests and (wish is Wish.BEGIN or (rested and name == BUTTON)):
                    return over.end(again=True)
                if wish is Wish.DETAILS and not screen.rests:
                    self._turn_details()
                elif self._scored(name):
                    continue
                elif over.corrected(self._late_touch(name) or wish):
                    return None
            if over.keeps_now():
                screen = self._rest_screen()
            self._draw(screen)
        return over.end()

    def _draw(self, screen: RestScreen) -> None:
        if self._details is not None:
            self._over.draw(self._details.draw)
        else:
            self._over.draw(screen.draw, self._over.shown_s)
            self._draw_panel()

    def _draw_panel(self) -> None:
        """The rows to score by eye, for as long as that can be done."""
        over = self._over
        hidden = over.kept or over.rail_open or over.stage.beside is not None
        if self._panel is not None and not hidden:
            self._panel.write(over.show.window.surface)
            self._panel.draw(over.show.window.surface, over.player.trial.eye)

    def _scored(self, name: str) -> bool:
        """Take a key that scores by eye; True if it was one."""
        trial = self._over.player.trial
        glance = glance_of(name, trial.eye) if self._panel else None
        if glance is None:
            return False
        if not self._over.kept:
            trial.control(Score(glance))
        return True

    def _late_touch(self, name: str) -> Outcome | None:
        """A touch, if the button says so just after an assessment that had seen nothing."""
        completed = self._over.player.trial.outcome is Outcome.COMPLETED
        return Outcome.TOUCH if completed and self._over.pressed_late(name) else None

    def _rest_screen(self) -> RestScreen:
        over, trial = self._over, self._over.player.trial
        outcome = trial.outcome or Outcome.INTERRUPTED
        why_not = over.player.measured().why_not
        in_set = over.stage.in_set.after(ending(trial.result(), why_not))
        judged = over.judged is not None
        screen = RestScreen(
            over.stage, in_set, outcome, judged, over.kept, over.hindrance, self._follow
        )
        self._show_keys(screen)
        return screen

    def _show_keys(self, screen: RestScreen) -> None:
        """The keys of a rest, and the buttons of the score by eye."""
        by_eye = self._panel is not None and not self._over.kept
        drawn = by_eye and self._over.stage.beside is None
        areas = self._panel.areas if self._panel and drawn else ()
        self._over.show.show_keys(
            *screen.keys(screen.over(self._over.shown_s)),
            areas=areas,
            words=all_answers() if by_eye else NO_WORDS,
            advice=screen.for_therapist,
        )

    def _turn_details(self) -> None:
        """Show the details, or the rest again."""
        self._details = None if self._details else self._details_screen()

    def _details_screen(self) -> DetailsScreen:
        over = self._over
        measures, result = over.player.measured(), over.player.trial.result()
        lines = anchor_lines(measures, result, over.stage.setup.conditions)
        return DetailsScreen(over.stage, lines, over.onlooker.path(), measures.why_not)
