"""The course of one trial of any activity, as a pure machine over samples and a few inputs.

Ready (the gate) → settling → measuring → finished, and paused in between. Time is the board's own,
in whole microseconds from sample to sample, so that neither frames nor the host's clock have a
say, and so that it does not matter how the samples were cut into stretches. Loops feed it live,
`games.replay` feeds it a recording; both get the same events and the same score.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from math import hypot

import numpy as np

from games.engine.contact_watch import ContactWatch
from games.engine.control import (
    BY_TRIAL,
    Continue,
    Control,
    Judge,
    Leave,
    LinkChanged,
    LoadChanged,
    StopPressed,
    as_event,
)
from games.engine.rules import Rules
from trainer.recording.envelope import Rim
from trainer.recording.interfaces import Stretch, Target
from trainer.recording.samples import FLAG_RAIL_OPEN, Samples
from trainer.recording.trial import TrialEvent, TrialResult
from trainer.recording.vocabulary import EventKind, LinkState, Outcome

HOLD_US = 2_000_000
READY_LIMIT_US = 30_000_000
SETTLING_US = 3_000_000
LONGEST_GAP_US = 250_000
"""Samples missing for longer are a lost link, whether or not the link has said so."""


class Phase(StrEnum):
    """Where a trial is."""

    READY = "ready"
    SETTLING = "settling"
    MEASURING = "measuring"
    PAUSED = "paused"
    FINISHED = "finished"


class Pause(StrEnum):
    """Why a trial is paused."""

    LINK = "link"
    FOOT_DOWN = "foot_down"
    STOP = "stop"


RUNNING = (Phase.SETTLING, Phase.MEASURING)


@dataclass(frozen=True)
class Course:
    """What of an activity and its setup decides the course of a trial.

    `gate` is the ring to hold for 2 s before the start and after a pause. `pausable` is False for
    an assessment: what would pause it ends it.
    """

    gate: Target
    rim: Rim
    seconds: float
    pausable: bool
    headline: str


class Trial:
    """One trial. Feed it with `advance` and `control`; collect what happened with `drain`."""

    def __init__(self, course: Course, rules: Rules) -> None:
        self.course = course
        self.rules = rules
        self.phase = Phase.READY
        self.pause: Pause | None = None
        self.outcome: Outcome | None = None
        self.consumed = 0
        self._events: list[TrialEvent] = []
        self._seconds_us = round(course.seconds * 1e6)
        self._contact = ContactWatch(course.rim)
        self._newest_us: int | None = None
        self._holding = False
        self._hold_us = self._ready_us = self._settled_us = 0
        self._measured_us = self._paused_us = 0
        self._resumes_to = Phase.SETTLING
        self._waits_for_continue = False
        self._link_good = self._loaded = True
        self._target: Target | None = None

    @property
    def finished(self) -> bool:
        """Whether it is over."""
        return self.phase is Phase.FINISHED

    @property
    def running(self) -> bool:
        """Whether its clock runs."""
        return self.phase in RUNNING

    @property
    def waits_for_continue(self) -> bool:
        """Whether a stop key has to be taken back before the ring can resume the trial."""
        return self.phase is Phase.PAUSED and self._waits_for_continue

    @property
    def loaded(self) -> bool:
        """Whether somebody stands on the board, as far as load cells tell."""
        return self._loaded

    @property
    def hold_share(self) -> float:
        """How much of the 2 s in the gate's ring is done, 0 to 1."""
        return min(self._hold_us / HOLD_US, 1.0)

    @property
    def running_s(self) -> float:
        """Seconds since the start, pauses left out."""
        return (self._settled_us + self._measured_us) / 1e6

    @property
    def measured_s(self) -> float:
        """Seconds measured so far."""
        return self._measured_us / 1e6

    @property
    def paused_s(self) -> float:
        """Seconds of the pause that is on."""
        return self._paused_us / 1e6

    def shown_target(self) -> Target | None:
        """What a patient sees or is asked for now: the gate's ring, then the activity's target.

        Where nothing is to be hit the patient is still asked to stay level, without a cursor.
        """
        if self.finished:
            return None
        if not self.running:
            return self.course.gate
        return self.rules.target or replace(self.course.gate, cursor_visible=False)

    def advance(self, stretch: Stretch) -> None:
        """All that came from the board since the last call."""
        self.announce(stretch.events)
        self.take(stretch.samples)

    def announce(self, events: Iterable[TrialEvent]) -> None:
        """The board's events, by their places among the samples that `take` gets next."""
        for event in events:
            if event.kind is not EventKind.RAIL_STOP and not self.finished:
                self._events.append(replace(event, index=self.consumed + event.index))

    def take(self, samples: Samples) -> None:
        """More samples; those after the end are left alone."""
        rows = zip(
            np.rint(samples.t_s * 1e6).astype(np.int64).tolist(),
            samples.ap_deg.tolist(),
            samples.ml_deg.tolist(),
            samples.ap_rate_deg_s.tolist(),
            samples.ml_rate_deg_s.tolist(),
            (samples.flags & FLAG_RAIL_OPEN).tolist(),
            strict=True,
        )
        for at_us, ap_deg, ml_deg, ap_rate, ml_rate, rail_open in rows:
            if self.phase is Phase.FINISHED:
                return
            self._step(at_us, ap_deg, ml_deg, hypot(ap_rate, ml_rate), rail_open)

    def control(self, control: Control) -> None:
        """An input from a person or the link, before the next sample."""
        if self.finished and not isinstance(control, Judge):
            return
        self._events.append(as_event(control, self.consumed))
        match control:
            case StopPressed():
                self._stop()
            case Continue():
                self._waits_for_continue = False
            case Leave():
                self._finish(Outcome.STOPPED if self._link_good else Outcome.INTERRUPTED)
            case Judge(outcome):
                self._judge(outcome)
            case LinkChanged(state):
                self._link(state)
            case LoadChanged(present):
                self._load(present)

    def drain(self) -> tuple[TrialEvent, ...]:
        """Events since the last call, in the order of their samples."""
        events = tuple(sorted(self._events, key=lambda event: event.index))
        self._events.clear()
        return events

    def result(self) -> TrialResult:
        """What came of it; `interrupted` while it is not over."""
        started = self.running_s > 0
        return TrialResult(
            outcome=self.outcome or Outcome.INTERRUPTED,
            duration_s=self.running_s,
            headline=self.course.headline,
            score=dict(self.rules.score()) if started else {},
        )

    def _step(
        self, at_us: int, ap_deg: float, ml_deg: float, rate_deg_s: float, rail_open: int
    ) -> None:
        passed_us = 0 if self._newest_us is None else at_us - self._newest_us
        self._newest_us = at_us
        if rail_open:
            self._note(EventKind.RAIL_STOP, {"state": "open"})
            self.consumed += 1
            self._finish(Outcome.STOPPED)
            return
        gap = passed_us > LONGEST_GAP_US
        if gap:
            self._holding = False
            if self.running:
                self._hold_up(Pause.LINK, Outcome.INTERRUPTED)
        if self.running:
            self._run(passed_us, ap_deg, ml_deg, rate_deg_s)
        elif not self.finished:
            self._wait(passed_us, ap_deg, ml_deg)

    def _run(self, passed_us: int, ap_deg: float, ml_deg: float, rate_deg_s: float) -> None:
        if self.phase is Phase.MEASURING:
            self._measured_us += passed_us
            self.rules.measure(passed_us / 1e6, ap_deg, ml_deg)
        else:
            self._settled_us += passed_us
            self.rules.settle(passed_us / 1e6, ap_deg, ml_deg)
            if self._settled_us >= SETTLING_US:
                self._note(EventKind.MEASURE_FROM)
                self.phase = Phase.MEASURING
        self.consumed += 1
        if self.rules.target is not self._target:
            self._announce_target()
        self._contact.take(passed_us, ap_deg, ml_deg, rate_deg_s)
        if self._contact.foot_down:
            self._hold_up(Pause.FOOT_DOWN, Outcome.FOOT_DOWN)
        elif self._contact.rim_rest and not self.course.pausable:
            self._finish(Outcome.RIM_REST)
        elif self._measured_us >= self._seconds_us:
            self._finish(Outcome.COMPLETED)

    def _wait(self, passed_us: int, ap_deg: float, ml_deg: float) -> None:
        gate = self.course.gate
        inside = hypot(ap_deg - gate.ap_deg, ml_deg - gate.ml_deg) <= gate.radius_deg
        inside = inside and self._loaded and not self._waits_for_continue
        self._hold_us = self._hold_us + passed_us if inside and self._holding else 0
        self._holding = inside
        if self._hold_us >= HOLD_US:
            self._begin()
        self.consumed += 1
        if self.phase is Phase.PAUSED:
            self._paused_us += passed_us
        elif self.phase is Phase.READY:
            self._ready_us += passed_us
            if self._ready_us >= READY_LIMIT_US:
                self._finish(Outcome.STOPPED)

    def _begin(self) -> None:
        if self.phase is Phase.READY:
            self._note(EventKind.START)
            self.phase = Phase.SETTLING
            self._announce_target()
        else:
            self._note(EventKind.RESUME, {"reason": str(self.pause)})
            self.phase, self.pause = self._resumes_to, None
        self._link_good = True
        self._contact.reset()
        self._holding, self._hold_us = False, 0

    def _stop(self) -> None:
        if self.phase is Phase.READY:
            self._finish(Outcome.STOPPED)
        elif self.running:
            self._hold_up(Pause.STOP, Outcome.STOPPED)
            self._waits_for_continue = True

    def _judge(self, outcome: Outcome) -> None:
        if self.finished:
            self.outcome = outcome
        else:
            self.phase, self.outcome = Phase.FINISHED, outcome
            self._note(EventKind.END)

    def _link(self, state: LinkState) -> None:
        self._link_good = state is LinkState.STREAMING
        if self._link_good:
            return
        self._holding = False
        if self.running:
            self._hold_up(Pause.LINK, Outcome.INTERRUPTED)

    def _load(self, present: bool) -> None:
        self._loaded = present
        if not present and self.running:
            self._hold_up(Pause.FOOT_DOWN, Outcome.FOOT_DOWN)

    def _hold_up(self, reason: Pause, void: Outcome) -> None:
        if not self.course.pausable:
            self._finish(void)
            return
        self._note(EventKind.PAUSE, {"reason": reason.value})
        self._resumes_to, self.phase, self.pause = self.phase, Phase.PAUSED, reason
        self._paused_us, self._waits_for_continue = 0, False
        self._holding, self._hold_us = False, 0

    def _finish(self, outcome: Outcome) -> None:
        self.phase, self.outcome = Phase.FINISHED, outcome
        self._note(EventKind.OUTCOME, {"outcome": outcome.value, "by": BY_TRIAL})
        self._note(EventKind.END)

    def _announce_target(self) -> None:
        self._target = self.rules.target
        if self._target is not None:
            at = self._target
            ring = {"ap_deg": at.ap_deg, "ml_deg": at.ml_deg, "radius_deg": at.radius_deg}
            self._note(EventKind.TARGET, {**ring, "cursor_visible": at.cursor_visible})

    def _note(self, kind: EventKind, data: dict[str, str | float | bool] | None = None) -> None:
        self._events.append(TrialEvent(kind, self.consumed, dict(data or {})))
