"""One trial of any activity: its course, and what people, the link and load cells do to it.

Loops feed it live, `games.replay` feeds it a recording; both get the same events and the same
score.
"""

from games.engine.control import (
    BY_KEY,
    BY_LOAD,
    Continue,
    Control,
    Judge,
    Leave,
    LinkChanged,
    LoadChanged,
    Score,
    StopPressed,
    Touch,
    as_event,
)
from games.engine.course import Course
from games.engine.phase import Pause, Phase
from games.engine.watches import LOAD_GONE_S
from trainer.recording.eye import EyeScore
from trainer.recording.interfaces import Stretch
from trainer.recording.vocabulary import EventKind, LinkState, Outcome


class Trial(Course):
    """One trial. Feed it with `advance` and `control`; collect what happened with `drain`.

    `eye` is what the therapist has said so far of what is seen.
    """

    eye = EyeScore()

    def advance(self, stretch: Stretch) -> None:
        """Take everything that came from the board since the last call."""
        self.announce(stretch.events)
        self.lay_beside(stretch.load, stretch.body)
        self.take(stretch.samples)

    def control(self, control: Control) -> None:
        """Take an input from a person or the link; it comes before the next sample."""
        if control == Judge(Outcome.TOUCH) and self.terms.pausable and not self.finished:
            control = Touch(BY_KEY)
        if not self._takes(control):
            return
        self._events.append(as_event(control, self.consumed))
        match control:
            case StopPressed():
                self._stop()
            case Continue(by):
                self._gate.go_on(by)
            case Touch(by):
                self._touch(by)
            case Leave():
                self._finish(Outcome.STOPPED if self._link_good else Outcome.INTERRUPTED)
            case Judge(outcome):
                self._judge(outcome)
            case LinkChanged(state):
                self._link(state)
            case LoadChanged(present):
                self._load(present)
            case Score(glance):
                self.eye = self.eye.with_(glance)

    def _takes(self, control: Control) -> bool:
        if isinstance(control, Touch):
            # Hands may be on the rail until the measured part; cells cannot know when it begins.
            by_load = control.by == BY_LOAD
            return self.phase is Phase.MEASURING if by_load else self._under_way
        if isinstance(control, Score):
            # Before the start nothing was shown; what was seen is often said after the end.
            return self.running_s > 0.0
        if isinstance(control, Judge) and self.phase is Phase.READY:
            # Before the start there is nothing to judge; pain is said whenever it comes.
            return control.outcome is Outcome.PAIN
        return not self.finished or isinstance(control, Judge)

    def _stop(self) -> None:
        if self.phase is Phase.READY:
            self._finish(Outcome.STOPPED)
        elif self.running:
            self._hold_up(Pause.STOP, Outcome.STOPPED)
        else:
            self._gate.waits_for_continue = True

    def _touch(self, by: str) -> None:
        """A touch that a person saw, or that the load cells showed; its event is noted."""
        if by == BY_LOAD:
            self._verdict.see(Outcome.TOUCH)
        self._verdict.note(Outcome.TOUCH)
        if not self.terms.pausable:
            # If a person takes it back, the trial still ended here: it was stopped.
            self._finish(Outcome.TOUCH, found=self._verdict.seen or Outcome.STOPPED)

    def _judge(self, outcome: Outcome) -> None:
        if not self.finished:
            # If this is taken back, the trial still ended here: it was stopped.
            self.phase = Phase.FINISHED
            self._verdict.end(Outcome.STOPPED)
            self._note(EventKind.END)
        self._verdict.judge(outcome)

    def _link(self, state: LinkState) -> None:
        self._link_good = state is LinkState.STREAMING
        if self._link_good:
            return
        self._gate.close()
        if self.running:
            self._hold_up(Pause.LINK, Outcome.INTERRUPTED)

    def _load(self, present: bool) -> None:
        if self.terms.seated:
            return
        self.standing.loaded = present
        if not present and self.running:
            self._put_foot_down(Pause.FOOT_DOWN, LOAD_GONE_S)
