"""The course of one trial as it follows from its samples, as a pure machine.

Ready (the gate) → lead-in → measuring → finished, and paused in between. Time is the board's, in
whole microseconds from sample to sample, so neither frames nor the host's clock matter, nor how the
samples were cut into stretches. `games.engine.trial` adds what people, the link and load cells do.
"""

from collections.abc import Iterable
from dataclasses import replace
from math import hypot, inf

import numpy as np

from games.engine.aim import Aim
from games.engine.contacts import ANY_CONTACT, Contacts
from games.engine.control import BY_BUTTON, BY_RAIL, BY_TRIAL
from games.engine.gate import Gate
from games.engine.phase import RUNNING, Pause, Phase
from games.engine.rules import Now, Readings, Rules
from games.engine.standing import Standing
from games.engine.terms import Terms
from games.engine.thigh_light import HALF_WAY_DEG, ThighLight
from games.engine.verdict import Verdict
from games.engine.watches import RIM_REST_US, contact_watch
from trainer.recording.body import BodySamples
from trainer.recording.conditions import LEAD_IN_S
from trainer.recording.interfaces import Target
from trainer.recording.load import LoadSamples
from trainer.recording.samples import FLAG_RAIL_OPEN, LONGEST_SILENCE_S, Samples
from trainer.recording.target import Ring
from trainer.recording.trial import NOBODY_CAME, SINCE, TrialEvent, TrialResult
from trainer.recording.vocabulary import EventKind, Outcome, Support

READY_LIMIT_US = 30_000_000
LEAD_IN_US = round(LEAD_IN_S * 1e6)
LONGEST_GAP_US = round(LONGEST_SILENCE_S * 1e6)
"""Samples missing for longer are a lost link, whether or not the link has said so."""

Row = tuple[int, int, float, float, float, float, int]


class Course:
    """One trial's samples: feed it with `take`, collect what happened with `drain`."""

    def __init__(self, terms: Terms, rules: Rules) -> None:
        self.terms = terms
        self.rules = rules
        self.phase = Phase.READY
        self.pause: Pause | None = None
        self.consumed = 0
        self._events: list[TrialEvent] = []
        self._seconds_us = round(terms.seconds * 1e6)
        self._contact = contact_watch(terms)
        self._contacts = Contacts()
        self.standing = Standing(terms, self._contacts)
        self._now = Now()
        self._aim = Aim(terms, rules)
        self.thigh = ThighLight(terms.thigh_of) if terms.thigh_of is not None else None
        self._readings = Readings()
        self._newest_us: int | None = None
        self._inside_us: int | None = None
        self._lead_in_us = self._measured_us = 0
        self._gate = Gate()
        self._resumes_to = Phase.LEAD_IN
        self._link_good = True
        self._verdict = Verdict()
        self._flags = 0

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
    def weight_side(self) -> int:
        """-1 while too little weight is on the board, 1 while too much is, 0 while it is as asked,
        and unless the trial runs.
        """
        return self._aim.weight_side(self._now.load_n) if self.running else 0

    @property
    def touched(self) -> bool:
        """Whether a touch was noted, so that the trial will end as one."""
        return self._verdict.failed is Outcome.TOUCH

    @property
    def hold_share(self) -> float:
        """How much of the 2 s in the gate's ring is done, 0 to 1."""
        return self._gate.share

    @property
    def running_s(self) -> float:
        """Seconds since the start, without pauses."""
        return (self._lead_in_us + self._measured_us) / 1e6

    @property
    def measured_s(self) -> float:
        return self._measured_us / 1e6

    @property
    def paused_s(self) -> float:
        """Seconds of the current pause."""
        return self._gate.waited_us / 1e6

    @property
    def ring(self) -> Ring:
        """The ring to stay in now: the gate's, or the target's."""
        return self.ring_at(self.running_s)

    def ring_at(self, t_s: float) -> Ring:
        """The same at a running time that the samples have not reached yet, to draw ahead."""
        if self.phase in (Phase.READY, Phase.PAUSED):
            return self.terms.gate
        return self._aim.ring(t_s)

    def ahead_s(self, sample_t_s: float) -> float:
        """How far the trial will have run on by this time of the samples; 0 unless it runs.

        It never runs on behind its end.
        """
        if not self.running or self._newest_us is None:
            return 0.0
        left_s = max(self._seconds_us - self._measured_us, 0) / 1e6
        return min(max(sample_t_s - self._newest_us / 1e6, 0.0), left_s)

    @property
    def since_inside_s(self) -> float:
        """Seconds since the last sample in the ring; infinite if there was none."""
        if self._newest_us is None or self._inside_us is None:
            return inf
        return (self._newest_us - self._inside_us) / 1e6

    def shown_target(self) -> Target | None:
        """What the patient is asked to hit now: the gate's ring, then the activity's target."""
        if self.finished:
            return None
        ring = self.ring
        depth_deg = None if self.thigh is None else HALF_WAY_DEG - ring[0]
        if not self.running:
            return Target(*ring, depth_deg=depth_deg)
        asked = self.rules.asked
        cursor = self.terms.cursor_visible if asked.cursor is None else asked.cursor
        contact = self.terms.contact_intended
        return Target(*ring, cursor, asked.ring, asked.nudge, contact, asked.other_leg, depth_deg)

    def announce(self, events: Iterable[TrialEvent]) -> None:
        """Take the board's events; their indices count from the next sample that `take` gets."""
        if self.finished:
            return
        kept = [
            replace(event, index=self.consumed + event.index)
            for event in events
            if event.kind is not EventKind.RAIL_STOP
        ]
        self._events += kept
        self._readings.announce(kept)

    def lay_beside(self, load: LoadSamples, body: BodySamples) -> None:
        """Take the other sensors' readings, before the samples they belong to."""
        if len(load) or len(body):
            self._readings.add(load, body)

    def take(self, samples: Samples) -> None:
        """Take samples; those after the end are ignored."""
        rows = zip(
            np.rint(samples.t_s * 1e6).astype(np.int64).tolist(),
            samples.device_us.tolist(),
            samples.ap_deg.tolist(),
            samples.ml_deg.tolist(),
            samples.ap_rate_deg_s.tolist(),
            samples.ml_rate_deg_s.tolist(),
            (samples.flags & ANY_CONTACT).tolist(),
            strict=True,
        )
        for row in rows:
            if self.phase is Phase.FINISHED:
                return
            self._step(row)

    def drain(self) -> tuple[TrialEvent, ...]:
        """Events since the last call, in the order of their samples."""
        events = tuple(sorted(self._events, key=lambda event: event.index))
        self._events.clear()
        return events

    def result(self) -> TrialResult:
        """How it ended; `interrupted` while it is not over."""
        return TrialResult(
            outcome=self.outcome or Outcome.INTERRUPTED,
            duration_s=round(self.running_s, 3),
            headline=self.terms.headline,
        )

    def _step(self, row: Row) -> None:
        at_us = row[0]
        passed_us = 0 if self._newest_us is None else at_us - self._newest_us
        self._newest_us = at_us
        if (row[6] or self._flags) and self._feel(passed_us, row[6]):
            return
        if passed_us > LONGEST_GAP_US:
            # Nobody knows where the board was in the meantime, so holding starts again.
            self._gate.close()
            self.standing.forget_motion()
            if self.running:
                self._hold_up(Pause.LINK, Outcome.INTERRUPTED)
        if at_us >= self.standing.due_us:
            self.standing.look(at_us, row[2:4], row[4:6])
        if self.phase in RUNNING:
            self._run(passed_us, row)
        elif self.phase is not Phase.FINISHED:
            self._wait(passed_us, row)

    def _feel(self, passed_us: int, flags: int) -> bool:
        """Take the switches of a sample; True if they ended the trial with it."""
        contacts, self._flags = self._contacts, flags
        contacts.take(passed_us, flags)
        self.standing.feel_mat()
        if flags & FLAG_RAIL_OPEN:
            self._note(EventKind.RAIL_STOP, {"state": "open"})
            self._finish_after_this(Outcome.STOPPED)
        elif not self._under_way:
            contacts.ignore_press()
        elif contacts.held:
            self._finish_after_this(Outcome.STOPPED)
        elif contacts.released and self.touched and not self.terms.pausable:
            # Not before: had the button stayed down, it would have meant the end.
            self._finish_after_this(Outcome.TOUCH, found=Outcome.STOPPED)
        else:
            if contacts.pressed:
                self._press()
            if contacts.hand_on_rail:
                self._feel_hand(contacts)
        return self.finished

    def _press(self) -> None:
        if self.phase is Phase.PAUSED:
            self._gate.go_on(BY_BUTTON)
            return
        if self.rules.asked.press:
            # The rules see the press itself: `Now.pressed`.
            return
        self._note(EventKind.TOUCH, {"by": BY_BUTTON})
        self._verdict.note(Outcome.TOUCH)

    def _feel_hand(self, contacts: Contacts) -> None:
        hands_free = self.terms.support is Support.NONE and not self.terms.seated
        if self.phase is Phase.MEASURING and hands_free and not contacts.hand_noted:
            contacts.hand_noted = True
            self._note(EventKind.TOUCH, {"by": BY_RAIL})
            self._verdict.see(Outcome.TOUCH)
            if not self.terms.pausable:
                self._finish_after_this(Outcome.TOUCH)

    def _run(self, passed_us: int, row: Row) -> None:
        now = self._now
        at_us, device_us, ap_deg, ml_deg, now.ap_rate_deg_s, now.ml_rate_deg_s, flags = row
        now.ap_deg, now.ml_deg = ap_deg, ml_deg
        now.pressed = bool(flags) and self._contacts.pressed
        now.measuring = measuring = self.phase is Phase.MEASURING
        if measuring:
            self._measured_us += passed_us
        else:
            self._lead_in_us += passed_us
        now.passed_s = passed_us / 1e6
        now.t_s = (self._lead_in_us + self._measured_us) / 1e6
        if device_us >= self._readings.due_us or self._readings.events or now.events:
            self._readings.show(now, device_us, self.consumed)
        if self._looks(at_us, passed_us):
            self._inside_us = at_us
        self.rules.take(now)
        # The sample that ends the lead-in does not count yet; the next one does.
        if not measuring and self._lead_in_us >= LEAD_IN_US:
            self._note(EventKind.MEASURE_FROM)
            self.phase = Phase.MEASURING
        self.consumed += 1
        contact = self._contact
        contact.take(passed_us, now)
        if contact.foot_down:
            self._put_foot_down(Pause.FOOT_DOWN, contact.still_for_us / 1e6)
        elif self.standing.left is not None:
            self._put_foot_down(*self.standing.left)
        elif self.thigh is not None and self.thigh.lost:
            self._hold_up(Pause.STRAP, Outcome.INTERRUPTED)
        elif contact.rim_rest and not self.terms.pausable:
            self._finish(Outcome.RIM_REST, since_s=RIM_REST_US / 1e6)
        elif self._measured_us >= self._seconds_us:
            self._complete()

    def _looks(self, at_us: int, passed_us: int) -> bool:
        """Whether the light is where to be at a running sample."""
        thigh = self.thigh
        if thigh is None:
            return self._aim.look(self._now)
        thigh.take(at_us, passed_us, self._now)
        return self._aim.look_at(self._now, thigh)

    def _at_gate(self, passed_us: int, row: Row) -> bool:
        """Whether the light is in the gate's ring at a sample that waits."""
        gate, thigh = self.terms.gate, self.thigh
        if thigh is None:
            return hypot(row[2] - gate[0], row[3] - gate[1]) <= gate[2]
        self._readings.show_sensors(self._now, row[1])
        thigh.take(row[0], passed_us, self._now)
        return thigh.never_seen or thigh.inside(gate)

    def _wait(self, passed_us: int, row: Row) -> None:
        inside = self._at_gate(passed_us, row)
        if inside:
            self._inside_us = self._newest_us
        somebody = self.standing.somebody_waits()
        if self._gate.take(passed_us, inside and self.standing.may_hold) and somebody:
            self._begin()
        self.consumed += 1
        if self.phase is Phase.READY and self._gate.waited_us >= READY_LIMIT_US:
            self._give_up()

    def _give_up(self) -> None:
        """The gate's time is over. Who was never there has no result."""
        if self.standing.nobody_came:
            self._finish(Outcome.STOPPED, reason=NOBODY_CAME)
        else:
            self._finish(Outcome.NOT_HELD)

    @property
    def _under_way(self) -> bool:
        return self.phase is not Phase.READY and not self.finished

    def _begin(self) -> None:
        if self.phase is Phase.READY:
            self._note(EventKind.START)
            self.phase = Phase.LEAD_IN
        else:
            self._note(EventKind.RESUME, {"reason": str(self.pause)})
            self.phase, self.pause = self._resumes_to, None
            self.rules.go_on()
        self._link_good = True
        # Events from before the start or from the pause do not count.
        self._readings.events_until(self.consumed)
        self._contact.reset()
        self.standing.left = None
        self._gate.close()

    def _put_foot_down(self, reason: Pause, since_s: float) -> None:
        """Somebody left the board; it took `since_s` to be sure of that."""
        if self.terms.pausable:
            self._pause(reason, since_s=since_s)
            self._verdict.see(Outcome.FOOT_DOWN)
        else:
            self._finish(Outcome.FOOT_DOWN, since_s=since_s)

    def _hold_up(self, reason: Pause, void: Outcome) -> None:
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
