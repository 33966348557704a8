"""Which phase a trial is in, the ways from one to the next, and the events that tell of them.

Ready (the gate) → lead-in → measuring → finished, and paused in between. `games.engine.course` says
from the samples when to go on, `games.engine.trial` from what people, link and load cells do.
"""

from games.engine.control import BY_TRIAL
from games.engine.gate import Gate
from games.engine.phase import RUNNING, Pause, Phase
from games.engine.terms import Terms
from games.engine.verdict import Verdict
from trainer.recording.trial import SINCE, TrialEvent
from trainer.recording.vocabulary import EventKind, Outcome


class Progress:
    """The phases of one trial; `consumed` counts its samples, `drain` hands out its events."""

    def __init__(self, terms: Terms) -> None:
        self.terms = terms
        self.phase = Phase.READY
        self.pause: Pause | None = None
        self.consumed = 0
        self._events: list[TrialEvent] = []
        self._gate = Gate()
        self._verdict = Verdict()
        self._resumes_to = Phase.LEAD_IN

    @property
    def finished(self) -> bool:
        return self.phase is Phase.FINISHED

    @property
    def outcome(self) -> Outcome | None:
        """How the trial ended; None before."""
        return self._verdict.outcome

    @property
    def found(self) -> Outcome | None:
        """How the trial itself found that it ended, whatever a person says; None before."""
        return self._verdict.found

    @property
    def running(self) -> bool:
        return self.phase in RUNNING

    @property
    def waits_for_continue(self) -> bool:
        """Whether somebody must press "go on" before the ring can resume the trial."""
        return self.phase is Phase.PAUSED and self._gate.waits_for_continue

    @property
    def may_continue(self) -> bool:
        """Whether the pause waits for "go on" and has lasted long enough for it."""
        return self.phase is Phase.PAUSED and self._gate.may_continue

    @property
    def touched(self) -> bool:
        """Whether a touch was noted, so that the trial will end as one."""
        return self._verdict.failed is Outcome.TOUCH

    @property
    def hold_share(self) -> float:
        """How much of the 2 s in the gate's ring is done, 0 to 1."""
        return self._gate.share

    @property
    def paused_s(self) -> float:
        """Seconds of the current pause."""
        return self._gate.waited_us / 1e6

    def drain(self) -> tuple[TrialEvent, ...]:
        """Events since the last call, in the order of their samples."""
        events = tuple(sorted(self._events, key=lambda event: event.index))
        self._events.clear()
        return events

    @property
    def _under_way(self) -> bool:
        return self.phase is not Phase.READY and not self.finished

    def _start(self) -> None:
        """The gate has opened for the first time."""
        self._note(EventKind.START)
        self.phase = Phase.LEAD_IN
        self._gate.close()

    def _resume(self) -> None:
        """The gate has opened after a pause."""
        self._note(EventKind.RESUME, {"reason": str(self.pause)})
        self.phase, self.pause = self._resumes_to, None
        self._gate.close()

    def _measure(self) -> None:
        """The lead-in is over."""
        self._note(EventKind.MEASURE_FROM)
        self.phase = Phase.MEASURING

    def _put_foot_down(self, reason: Pause, since_s: float) -> None:
        """Somebody left the board; it took `since_s` to be sure of that."""
        if self.terms.pausable:
            self._pause(reason, since_s=since_s)
            self._verdict.see(Outcome.FOOT_DOWN)
        else:
            self._finish(Outcome.FOOT_DOWN, since_s=since_s)

    def _hold_up(self, reason: Pause, void: Outcome) -> None:
        """Pause a training; an assessment ends as `void`."""
        if self.terms.pausable:
            self._pause(reason)
        else:
            self._finish(void)

    def _pause(self, reason: Pause, since_s: float = 0.0) -> None:
        self._note(EventKind.PAUSE, {"reason": reason.value, **_lasting(since_s)})
        self._resumes_to, self.phase, self.pause = self.phase, Phase.PAUSED, reason
        self._gate.pause()

    def _complete(self) -> None:
        """All seconds are measured; a failure on the way is how it ended."""
        verdict = self._verdict
        self._finish(verdict.failed or Outcome.COMPLETED, verdict.seen or Outcome.COMPLETED)

    def _finish_after_this(self, outcome: Outcome, found: Outcome | None = None) -> None:
        """End with the present sample, which the recording needs to show why."""
        self.consumed += 1
        self._finish(outcome, found)

    def _finish(
        self,
        outcome: Outcome,
        found: Outcome | None = None,
        since_s: float = 0.0,
        reason: str = "",
    ) -> None:
        """The trial is over; `since_s` says how long a failure had lasted when it was noted."""
        self.phase = Phase.FINISHED
        self._verdict.end(outcome, found)
        why = {"reason": reason} if reason else {}
        data = {"outcome": outcome.value, "by": BY_TRIAL, **_lasting(since_s), **why}
        self._note(EventKind.OUTCOME, data)
        self._note(EventKind.END)

    def _note(self, kind: EventKind, data: dict[str, str | float | bool] | None = None) -> None:
        self._events.append(TrialEvent(kind, self.consumed, dict(data or {})))


def _lasting(since_s: float) -> dict[str, float]:
    """What an event says of a failure that had lasted so long when it was noted."""
    return {SINCE: since_s} if since_s else {}
