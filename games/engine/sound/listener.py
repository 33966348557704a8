"""Chooses what sounds for what happens: compares each moment with the previous one.

In the ring a chord swells. Out of it single notes fall the farther the light is, and with eyes
closed they say where it is: from its side, rising with the toes down and falling with the heel
down. Nothing tells where the light is while an assessment or a round by feel runs, and what a round
by feel earns makes no sound: that would tell it, too.
"""

from math import hypot

from games.engine.activity import Kind
from games.engine.phase import RUNNING, Phase
from games.engine.scene import Moment
from games.engine.setup import TrialSetup
from games.engine.sound.audible import Sound
from games.engine.sound.tuning import FIGURES, TICK_STEP, Cue, guide_step, moved, reward_step
from games.engine.words import lets_go
from trainer.recording.vocabulary import Eyes, Feedback

GUIDE_EVERY_S, GUIDE_SELDOM_S = 0.7, 1.4
"""Between guiding notes, without and with a light to look at."""

AWAY_AT_LEAST_S = 0.5
"""Who is out of the ring for less, and sees it, needs no note."""

MOVE_AFTER_S = 0.16
MOVES_FROM = 0.5
"""From this share of the way along toes and heel on, a second note says which; 30° to the side."""

GUIDE_LEVEL, MOVE_LEVEL = 0.9, 0.7
REWARD_LEVEL, ARRIVAL_LEVEL = 0.55, 0.8
TICK_LEVEL = 0.4

AT_ONCE, SWELLS_S = 0.45, 6.0
"""The pad comes in at this level and is full after so long in the ring."""
WITH_LIGHT = 0.6
RISES_PER_S, FALLS_PER_S = 2.0, 3.0

WEIGHT_AFTER_S, WEIGHT_EVERY_S = 0.5, 2.0


class Listener:
    """What one trial sounds like. `hear` it once a frame.

    The reward with the number `bell_at` rings the place's bell.
    """

    def __init__(
        self, sound: Sound, setup: TrialSetup, kind: Kind, bell_at: int | None = None
    ) -> None:
        conditions = setup.conditions
        self._sound = sound
        self._trains = kind is Kind.TRAINING
        self._by_ear = conditions.eyes is Eyes.CLOSED or conditions.feedback is Feedback.EAR
        self._by_feel = conditions.feedback is Feedback.FEEL
        self._begin = Cue.LET_GO if lets_go(conditions) else Cue.STARTED
        self._guide = _Guide(sound, GUIDE_EVERY_S if self._by_ear else GUIDE_SELDOM_S)
        self._pad = _Pad(sound, 1.0 if self._by_ear else WITH_LIGHT)
        self._weight = _Weight(sound)
        self._phase = Phase.READY
        self._earned = self._beats = 0
        self._bell_at = bell_at

    def hear(self, moment: Moment, now_s: float) -> None:
        """Play what changed, and where the light is."""
        if moment.phase is not self._phase:
            self._announce(moment)
            self._phase = moment.phase
        self._reward(moment)
        self._tick(moment)
        if moment.phase is Phase.FINISHED:
            # Nobody asks any more once a trial is over, so the pad has to end now.
            self._pad.end()
            return
        inside, tells = moment.lit == 1.0, self._tells(moment)
        self._pad.follow(tells and inside, now_s)
        notes = tells and not moment.weight_side and (self._by_ear or moment.phase in RUNNING)
        self._guide.follow(moment if notes and not inside else None, now_s, at_once=self._by_ear)
        self._weight.follow(moment.weight_side, now_s)

    def _reward(self, moment: Moment) -> None:
        if self._trains and not self._by_feel and moment.earned > self._earned:
            arrives = moment.earned % len(FIGURES[0]) == 0
            level = ARRIVAL_LEVEL if arrives else REWARD_LEVEL
            self._sound.note(reward_step(moment.earned), level=level)
            if self._bell_at is not None and self._earned < self._bell_at <= moment.earned:
                self._sound.cue(Cue.BELL)
        self._earned = moment.earned

    def _tick(self, moment: Moment) -> None:
        """A metronome's beat says nothing of the light, so an assessment may have one, too."""
        if moment.beats > self._beats:
            self._sound.note(TICK_STEP, level=TICK_LEVEL)
        self._beats = moment.beats

    def _tells(self, moment: Moment) -> bool:
        """Whether sound may say now where the light is."""
        if moment.cursor is None or moment.hindrance is not None:
            return False
        if moment.phase in RUNNING:
            return self._trains and not self._by_feel
        return not moment.waits_for_continue

    def _announce(self, moment: Moment) -> None:
        if moment.phase is Phase.PAUSED:
            self._sound.cue(Cue.PAUSED)
        elif moment.phase is Phase.FINISHED:
            if moment.remaining_s <= 0.0:
                self._sound.cue(Cue.ENDED)
            elif self._phase is not Phase.PAUSED:
                # Whatever ended it early, the patient is to do the same as in a pause.
                self._sound.cue(Cue.PAUSED)
        elif self._phase in (Phase.READY, Phase.PAUSED):
            self._sound.cue(self._begin)


class _Guide:
    """Single notes that lead back into the ring."""

    def __init__(self, sound: Sound, every_s: float) -> None:
        self._sound, self._every_s = sound, every_s
        self._out_since_s: float | None = None
        self._next_s = 0.0
        self._second: tuple[float, int, float] | None = None

    def follow(self, moment: Moment | None, now_s: float, at_once: bool) -> None:
        """The light is out of the ring, or all is well (None)."""
        if moment is None:
            self._out_since_s = self._second = None
            return
        if self._out_since_s is None:
            self._out_since_s = now_s
            self._next_s = now_s if at_once else now_s + AWAY_AT_LEAST_S
        if self._second is not None and now_s >= self._second[0]:
            _, step, side = self._second
            self._second = None
            self._sound.note(step, side, MOVE_LEVEL)
        if now_s >= self._next_s:
            self._next_s = now_s + self._every_s
            self._point(moment, now_s)

    def _point(self, moment: Moment, now_s: float) -> None:
        """One note, from the light's side; with toes or heel down a second one follows."""
        nearness, to_toes, side = _where(moment)
        step = guide_step(nearness)
        self._sound.note(step, side, GUIDE_LEVEL)
        if abs(to_toes) >= MOVES_FROM:
            self._second = now_s + MOVE_AFTER_S, moved(step, to_toes > 0), side


class _Pad:
    """The chord in the background: soft at once, and fuller the longer the light stays."""

    def __init__(self, sound: Sound, full: float) -> None:
        self._sound, self._full = sound, full
        self._level = self._inside_s = 0.0
        self._heard_s: float | None = None

    def follow(self, inside: bool, now_s: float) -> None:
        """The light is in the ring, or it is not."""
        passed_s = now_s - self._heard_s if self._heard_s is not None else 0.0
        self._heard_s = now_s
        self._inside_s = self._inside_s + passed_s if inside else 0.0
        swollen = AT_ONCE + (1.0 - AT_ONCE) * min(self._inside_s / SWELLS_S, 1.0)
        wanted = swollen * self._full if inside else 0.0
        most = self._level + RISES_PER_S * passed_s
        least = self._level - FALLS_PER_S * passed_s
        before, self._level = self._level, max(min(wanted, most), least, 0.0)
        if self._level != before:
            self._sound.pad(self._level)

    def end(self) -> None:
        """The trial is over."""
        self._level = 0.0
        self._sound.pad(0.0)


class _Weight:
    """A tone of its own while the leg carries too much or too little."""

    def __init__(self, sound: Sound) -> None:
        self._sound = sound
        self._side = 0
        self._next_s = 0.0

    def follow(self, side: int, now_s: float) -> None:
        """1 is too much, -1 too little, 0 as asked."""
        if side != self._side:
            self._side, self._next_s = side, now_s + WEIGHT_AFTER_S
        if side and now_s >= self._next_s:
            self._next_s = now_s + WEIGHT_EVERY_S
            self._sound.cue(Cue.TOO_HEAVY if side > 0 else Cue.TOO_LIGHT)


def _where(moment: Moment) -> tuple[float, float, float]:
    """How near the ring is, and where the light lies from it: to the toes, and to the right.

    Nearness is 1 at the ring and 0 a rim's radius from its middle; the directions are shares.
    """
    assert moment.cursor is not None
    (ap, ml), (ap_aim, ml_aim, radius) = moment.cursor, moment.target
    away = hypot(ap - ap_aim, ml - ml_aim)
    if not away or not moment.away_share:
        return 1.0, 0.0, 0.0
    room = away / moment.away_share - radius
    nearness = 1.0 - (away - radius) / room if room > 0 else 0.0
    return nearness, (ap - ap_aim) / away, (ml - ml_aim) / away
