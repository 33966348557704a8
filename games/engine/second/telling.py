"""Puts one round into words for the second window; asked ten times a second, never in a frame."""

from collections import deque
from math import ceil, hypot

import numpy as np

from games.engine.draw.eye_panel import answer_words
from games.engine.eye import MEANT
from games.engine.phase import Pause, Phase
from games.engine.scene import Stage, hindrance_of
from games.engine.second.facts import Facts, Figure
from games.engine.trial import Trial
from games.engine.words import (
    COME_IN,
    LINK_LOST,
    RAIL_BUTTON_THERAPIST,
    RAIL_LINK_THERAPIST,
    at_the_gate_words,
    conditions_line,
    let_go_words,
    provenance_line,
)
from trainer.metrics.repeats import REST_S
from trainer.motion.load import weight_share
from trainer.recording.eye import EyeScore
from trainer.recording.interfaces import Feed
from trainer.recording.vocabulary import LinkState, Outcome, Stance
from trainer.texts import said, said_number, told

BEFORE, MEASURING = "Instruction", "Measuring"
OVER, MAY_GO_ON = "Over: {how}", "{why} · may go on"
PAUSED = {
    Pause.LINK: "Paused: the board was gone",
    Pause.FOOT_DOWN: "Paused: foot down",
    Pause.EMPTY: "Paused: nobody on the board",
    Pause.STOP: "Paused: stopped",
    Pause.STRAP: "Paused: the strap is gone",
}
ENDED = {
    Outcome.COMPLETED: "completed",
    Outcome.TOUCH: "touch",
    Outcome.FOOT_DOWN: "foot down",
    Outcome.RIM_REST: "rest on the rim",
    Outcome.PAIN: "pain",
    Outcome.STOPPED: "stopped",
    Outcome.INTERRUPTED: "interrupted",
    Outcome.NOT_HELD: "start not held",
}
KEYS = {Outcome.TOUCH: "T", Outcome.FOOT_DOWN: "F", Outcome.RIM_REST: "R", Outcome.PAIN: "P"}
LINKS = {
    LinkState.STREAMING: "answers",
    LinkState.STARTING: "starting",
    LinkState.STALLED: "silent",
    LinkState.LOST: "lost",
    LinkState.ABSENT: "not there",
}
TILT, IN_RING, RIM_CONTACTS, SUPPORT = (
    "Tilt now",
    "In the ring",
    "Rim contacts",
    "Weight on the rail",
)
BOARD, RAIL, RAIL_OPEN, RAIL_CLOSED = "Board", "Rail stop", "pressed", "ready"
TO_GO, REST = "to go", "rest"
TRIAL_OF, ROUND_NUMBER = "Trial {done} of {of}", "Round {number}"
AT_SECOND, TOUCHED = "{second} s: {what}", "touch"
KEPT_LINES, LOADS = 6, 80
"""So many of the newest things noted are shown; support is the mean of the last second's load."""


class Telling:
    """One round: its instruction, the trial once it is there, and what follows."""

    def __init__(self, stage: Stage, feed: Feed) -> None:
        self._stage, self._feed = stage, feed
        self.trial: Trial | None = None
        self._noted: deque[str] = deque(maxlen=KEPT_LINES)
        self._loads: deque[float] = deque(maxlen=LOADS)
        self._touched, self._eye = False, EyeScore()
        self._pause: Pause | None = None
        self._outcome: Outcome | None = None
        self._inside_s = self._measured_s = 0.0
        self._over_ns: int | None = None
        newest = feed.latest()
        self._seq = newest.seq if newest else -1

    def note(self, text: str) -> None:
        """Show a note that was typed in."""
        self._noted.append(f"“{text}”")

    def facts(self) -> Facts:
        """As it is now."""
        setup, trial = self._stage.setup, self.trial
        if trial is not None:
            self._look(trial)
        clock, clock_words = self._clock()
        return Facts(
            said(self._stage.title),
            conditions_line(setup.conditions, self._stage.wording.rungs),
            provenance_line(setup),
            self._phase(),
            clock,
            clock_words,
            self._in_set(),
            self._figures(),
            tuple(self._noted),
            self._chosen(),
            "" if self._stage.beside is None else self._stage.beside.read(),
        )

    def _look(self, trial: Trial) -> None:
        """What is new since the last time."""
        passed_s, self._measured_s = trial.measured_s - self._measured_s, trial.measured_s
        if trial.since_inside_s == 0.0:
            self._inside_s += passed_s
        if trial.touched and not self._touched:
            self._add(TOUCHED)
        if trial.pause is not None and trial.pause is not self._pause:
            self._add(PAUSED[trial.pause])
        if trial.outcome is not None and trial.outcome is not self._outcome:
            self._add(ENDED[trial.outcome])
        for key, (part, gave_way) in MEANT.items():
            now, before = trial.eye.gave_way.get(part), self._eye.gave_way.get(part)
            if now is gave_way and now is not before:
                self._add(answer_words(key))
        self._touched, self._pause = trial.touched, trial.pause
        self._outcome, self._eye = trial.outcome, trial.eye
        if trial.finished and self._over_ns is None:
            self._over_ns = self._feed.now_ns()

    def _add(self, what: str) -> None:
        words = said(AT_SECOND).format(second=round(self._measured_s), what=said(what))
        self._noted.append(words)

    def _phase(self) -> str:
        status, trial = self._feed.status(), self.trial
        if trial is not None and trial.finished:
            outcome = trial.outcome or Outcome.INTERRUPTED
            return said(OVER).format(how=said(ENDED[outcome]))
        if status.state is not LinkState.STREAMING:
            return f"{said(LINK_LOST)}. {told(status.advice)}"
        if status.rail_open:
            button = self._stage.setup.station.rail_button
            return RAIL_BUTTON_THERAPIST if button else RAIL_LINK_THERAPIST
        return BEFORE if trial is None else self._under_way(trial)

    def _under_way(self, trial: Trial) -> str:
        conditions = self._stage.setup.conditions
        if trial.phase is Phase.READY:
            hindrance = hindrance_of(trial)
            return COME_IN if hindrance is None else at_the_gate_words(hindrance, conditions)
        if trial.phase is Phase.PAUSED and trial.pause is not None:
            why = said(PAUSED[trial.pause])
            return said(MAY_GO_ON).format(why=why) if trial.may_continue else why
        if trial.phase is Phase.LEAD_IN:
            return let_go_words(conditions) or MEASURING
        return MEASURING

    def _clock(self) -> tuple[str, str]:
        seconds = self._stage.setup.conditions.seconds
        if self._over_ns is None:
            return _minutes(seconds - self._measured_s), TO_GO
        in_set = self._stage.in_set
        left_s = REST_S - (self._feed.now_ns() - self._over_ns) / 1e9
        rests = self._stage.assessment and in_set.done + 1 < in_set.of
        return (_minutes(left_s), REST) if rests else ("", "")

    def _in_set(self) -> str:
        in_set = self._stage.in_set
        if not self._stage.assessment:
            return said(ROUND_NUMBER).format(number=self._stage.rounds.done + 1)
        if in_set.of == 1:
            return ""
        return said(TRIAL_OF).format(done=min(in_set.done + 1, in_set.of), of=in_set.of)

    def _figures(self) -> tuple[Figure, ...]:
        status, newest, trial = self._feed.status(), self._feed.latest(), self.trial
        tilt = "–" if newest is None else f"{hypot(newest.ap_deg, newest.ml_deg):.1f}"
        figures = [
            Figure(TILT, said_number(tilt), "°"),
            Figure(IN_RING, str(int(self._inside_s)), "s"),
            Figure(RIM_CONTACTS, str(trial.rim_contacts if trial else 0)),
            Figure(BOARD, LINKS[status.state]),
            Figure(RAIL, RAIL_OPEN if status.rail_open else RAIL_CLOSED),
        ]
        support = self._support_pct()
        if support is not None:
            figures.insert(3, Figure(SUPPORT, f"{support:.0f}", "%"))
        return tuple(figures)

    def _support_pct(self) -> float | None:
        """Share of the weight that is missing from the board, as `support_pct` counts it."""
        setup = self._stage.setup
        if setup.body_weight_n is None:
            return None
        if setup.conditions.stance in (Stance.SEATED, Stance.PARTIAL):
            return None
        stretch = self._feed.since(self._seq)
        if len(stretch.samples):
            self._seq = int(stretch.samples.seq[-1])
        loads = stretch.load.load_n[np.isfinite(stretch.load.load_n)]
        self._loads.extend(weight_share(loads, setup.body_weight_n).tolist())
        return 100.0 * (1.0 - sum(self._loads) / len(self._loads)) if self._loads else None

    def _chosen(self) -> frozenset[str]:
        trial = self.trial
        if trial is None:
            return frozenset()
        eye = trial.eye.gave_way
        seen = {key for key, (part, gave) in MEANT.items() if eye.get(part) is gave}
        how = Outcome.TOUCH if trial.touched and trial.outcome is None else trial.outcome
        return frozenset(seen | ({KEYS[how]} if how in KEYS else set()))


def _minutes(seconds: float) -> str:
    left = max(ceil(seconds - 1e-6), 0)
    return f"{left // 60}:{left % 60:02d}"
