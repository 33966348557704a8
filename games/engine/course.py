"""The course of one trial as it follows from its samples, as a pure machine.

Time is the board's, from sample to sample, so how the samples were cut into stretches does not
matter. `games.engine.trial` adds what people, the link and load cells do.
"""

from collections.abc import Iterable
from dataclasses import replace
from math import inf

import numpy as np

from games.engine.aim import Aim
from games.engine.contacts import ANY_CONTACT
from games.engine.phase import RUNNING, Pause, Phase
from games.engine.rules import Now, Readings, Rules
from games.engine.switched import Switched
from games.engine.terms import Terms
from games.engine.thigh_light import HALF_WAY_DEG, ThighLight
from games.engine.trial_clock import TrialClock
from games.engine.watches import RIM_REST_US, contact_watch
from trainer.recording.body import BodySamples
from trainer.recording.interfaces import Target
from trainer.recording.load import LoadSamples
from trainer.recording.samples import LONGEST_SILENCE_S, Samples
from trainer.recording.target import Ring
from trainer.recording.trial import NOBODY_CAME, TrialEvent, TrialResult
from trainer.recording.vocabulary import EventKind, Outcome

READY_LIMIT_US = 30_000_000
LONGEST_GAP_US = round(LONGEST_SILENCE_S * 1e6)
"""Samples missing for longer are a lost link, whether or not the link has said so."""

Row = tuple[int, int, float, float, float, float, int]


class Course(Switched):
    """One trial's samples: feed it with `take`, collect what happened with `drain`."""

    def __init__(self, terms: Terms, rules: Rules) -> None:
        super().__init__(terms, rules)
        self._clock = TrialClock(terms.seconds)
        self._contact = contact_watch(terms)
        self._now = Now()
        self._aim = Aim(terms, rules)
        self._readings = Readings()
        self._inside_us: int | None = None
        self._link_good = True

    @property
    def thigh(self) -> ThighLight | None:
        """The light of a thigh; None where the board moves it."""
        return self._aim.thigh

    @property
    def running_s(self) -> float:
        """Seconds since the start, without pauses."""
        return self._clock.running_s

    @property
    def measured_s(self) -> float:
        return self._clock.measured_s

    @property
    def rim_contacts(self) -> int:
        """How often the rim has come down so far."""
        return self._contact.contacts

    def ahead_s(self, sample_t_s: float) -> float:
        """How far the trial will have run on by this time of the samples; 0 unless it runs.

        It never runs on behind its end.
        """
        return self._clock.ahead_s(sample_t_s) if self.running else 0.0

    @property
    def weight_side(self) -> int:
        """-1 while too little weight is on the board, 1 while too much is, 0 while it is as asked,
        and unless the trial runs.
        """
        return self._aim.weight_side(self._now.load_n) if self.running else 0

    @property
    def ring(self) -> Ring:
        """The ring to stay in now: the gate's, or the target's."""
        return self.ring_at(self.running_s)

    def ring_at(self, t_s: float) -> Ring:
        """The same at a running time that the samples have not reached yet, to draw ahead."""
        if self.phase in (Phase.READY, Phase.PAUSED):
            return self.terms.gate
        return self._aim.ring(t_s)

    @property
    def since_inside_s(self) -> float:
        """Seconds since the last sample in the ring; infinite if there was none."""
        newest_us = self._clock.newest_us
        if newest_us is None or self._inside_us is None:
            return inf
        return (newest_us - self._inside_us) / 1e6

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

    def result(self) -> TrialResult:
        """How it ended; `interrupted` while it is not over."""
        return TrialResult(
            outcome=self.outcome or Outcome.INTERRUPTED,
            duration_s=round(self.running_s, 3),
            headline=self.terms.headline,
        )

    def _step(self, row: Row) -> None:
        at_us = row[0]
        passed_us = self._clock.arrive(at_us)
        if (row[6] or self._contacts.flags) and self._feel(passed_us, row[6]):
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

    def _run(self, passed_us: int, row: Row) -> None:
        now = self._now
        at_us, device_us, ap_deg, ml_deg, now.ap_rate_deg_s, now.ml_rate_deg_s, flags = row
        now.ap_deg, now.ml_deg = ap_deg, ml_deg
        now.pressed = bool(flags) and self._contacts.pressed
        now.measuring = measuring = self.phase is Phase.MEASURING
        now.passed_s = passed_us / 1e6
        now.t_s = self._clock.run(passed_us, measuring)
        if device_us >= self._readings.due_us or self._readings.events or now.events:
            self._readings.show(now, device_us, self.consumed)
        if self._aim.look(at_us, passed_us, now):
            self._inside_us = at_us
        self.rules.take(now)
        # The sample that ends the lead-in does not count yet; the next one does.
        if not measuring and self._clock.led_in:
            self._measure()
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
        elif self._clock.over:
            self._complete()

    def _wait(self, passed_us: int, row: Row) -> None:
        at_us, device_us, ap_deg, ml_deg = row[:4]
        if self.thigh is not None:
            self._readings.show_sensors(self._now, device_us)
            self.thigh.take(at_us, passed_us, self._now)
        inside = self._aim.at_gate(ap_deg, ml_deg)
        if inside:
            self._inside_us = at_us
        somebody = self.standing.somebody_waits()
        if self._gate.take(passed_us, inside and self.standing.may_hold) and somebody:
            self._begin()
        self.consumed += 1
        if self.phase is Phase.READY and self._gate.waited_us >= READY_LIMIT_US:
            self._give_up()

    def _give_up(self) -> None:
        """The gate's time is over. Without anybody there, there is no result."""
        if self.standing.nobody_came:
            self._finish(Outcome.STOPPED, reason=NOBODY_CAME)
        else:
            self._finish(Outcome.NOT_HELD)

    def _begin(self) -> None:
        if self.phase is Phase.READY:
            self._start()
        else:
            self._resume()
            self.rules.go_on()
        self._link_good = True
        # Events from before the start or from the pause do not count.
        self._readings.events_until(self.consumed)
        self._contact.reset()
        self.standing.left = None
