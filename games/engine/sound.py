"""Soft tones for the start, the end, a pause, and how near the target is; and when each sounds.

They tell enough to play with eyes closed. A computer without sound stays silent without an error.
"""

from typing import Protocol

import numpy as np
import pygame

from games.engine.activity import Kind
from games.engine.phase import RUNNING, Phase
from games.engine.scene import Moment
from games.engine.setup import TrialSetup
from games.engine.words import lets_go
from trainer.recording.columns import FloatArray
from trainer.recording.vocabulary import Eyes

RATE_HZ = 44100
GUIDE_HZ = (220.0, 246.9, 277.2, 329.6, 370.0, 440.0, 493.9, 554.4, 659.3, 740.0)
"""A pentatonic scale over A: any two of its notes sound well together."""

GUIDE_EVERY_S = 0.36
VOLUME = 0.22
AWAY_AT_LEAST_S = 0.5


class Sound(Protocol):
    """What can be heard."""

    def guide(self, nearness: float, now_s: float) -> None:
        """A note from time to time, higher the nearer: 0 at the rim, 1 in the ring."""

    def reached(self) -> None:
        """The light came into the ring."""

    def started(self) -> None:
        """The trial has begun."""

    def let_go(self) -> None:
        """The trial has begun: hands off the rail."""

    def rest_over(self) -> None:
        """The next trial may begin."""

    def ended(self) -> None:
        """The trial is over."""

    def paused(self) -> None:
        """Hold the rail."""

    def earned(self, index: int) -> None:
        """One more light on the result screen."""

    def toggle_mute(self) -> None:
        """Silence, or no longer."""


class Silence:
    """Where there is no sound."""

    def guide(self, nearness: float, now_s: float) -> None: ...

    def reached(self) -> None: ...

    def started(self) -> None: ...

    def let_go(self) -> None: ...

    def rest_over(self) -> None: ...

    def ended(self) -> None: ...

    def paused(self) -> None: ...

    def earned(self, index: int) -> None: ...

    def toggle_mute(self) -> None: ...


class Tones:
    """Sounds rendered once and played by pygame's mixer."""

    def __init__(self, muted: bool) -> None:
        self._muted = muted
        self._next_guide_s = 0.0
        self._guides = [_sound(_note(hz, 0.42)) for hz in GUIDE_HZ]
        self._earned = [_sound(_note(440.0 * 2 ** (step / 24), 0.30)) for step in range(41)]
        self._reached = _sound(_chord((659.3, 987.8), 0.35, 0.0))
        self._started = _sound(_chord((440.0, 554.4, 659.3), 0.8, 0.12))
        self._let_go = _sound(_chord((440.0, 554.4, 740.0, 880.0), 1.0, 0.16))
        self._rest_over = _sound(_chord((659.3, 659.3), 0.9, 0.45))
        self._ended = _sound(_chord((659.3, 554.4, 440.0, 880.0), 1.1, 0.14))
        self._paused = _sound(_chord((329.6, 246.9), 0.9, 0.2))

    def guide(self, nearness: float, now_s: float) -> None:
        """A note every third of a second."""
        if now_s < self._next_guide_s:
            return
        self._next_guide_s = now_s + GUIDE_EVERY_S
        self._play(self._guides[guide_step(nearness)])

    def reached(self) -> None:
        """Two notes at once."""
        self._play(self._reached)

    def started(self) -> None:
        """Three notes up."""
        self._play(self._started)

    def let_go(self) -> None:
        """Four notes up, opening."""
        self._play(self._let_go)

    def rest_over(self) -> None:
        """The same note twice, unhurried."""
        self._play(self._rest_over)

    def ended(self) -> None:
        """Down and home."""
        self._play(self._ended)

    def paused(self) -> None:
        """Two low notes."""
        self._play(self._paused)

    def earned(self, index: int) -> None:
        """Quarter tones up."""
        self._play(self._earned[min(index, len(self._earned) - 1)])

    def toggle_mute(self) -> None:
        """Silence, or no longer."""
        self._muted = not self._muted
        if self._muted:
            pygame.mixer.stop()

    def _play(self, sound: pygame.mixer.Sound) -> None:
        if not self._muted:
            sound.play()


def open_sound(muted: bool) -> Sound:
    """Tones where the computer can play them, else silence."""
    try:
        pygame.mixer.init(RATE_HZ, -16, 2, 512)
        return Tones(muted)
    except pygame.error:
        return Silence()


class Listener:
    """Chooses the sound for what happens: compares each moment with the previous one.

    With eyes closed, tones guide the patient to the ring; in an assessment only until it starts.
    """

    def __init__(self, sound: Sound, setup: TrialSetup, kind: Kind) -> None:
        self._sound, self._kind = sound, kind
        self._eyes = setup.conditions.eyes
        self._begin = sound.let_go if lets_go(setup.conditions) else sound.started
        self._phase = Phase.READY
        self._outside_since_s: float | None = None

    def hear(self, moment: Moment, now_s: float) -> None:
        """Play what changed, and where the light is."""
        if moment.phase is not self._phase:
            self._announce(moment.phase)
            self._phase = moment.phase
        if moment.phase is Phase.FINISHED or moment.cursor is None:
            return
        if self._eyes is Eyes.CLOSED:
            if self._guided:
                self._sound.guide(1.0 if moment.lit == 1.0 else 1.0 - moment.away_share, now_s)
        elif self._kind is Kind.TRAINING or self._phase not in RUNNING:
            self._answer(moment.lit == 1.0, now_s)

    @property
    def _guided(self) -> bool:
        return self._kind is Kind.TRAINING or self._phase not in RUNNING

    def _announce(self, phase: Phase) -> None:
        if phase is Phase.PAUSED:
            self._sound.paused()
        elif phase is Phase.FINISHED:
            self._sound.ended()
        elif self._phase in (Phase.READY, Phase.PAUSED):
            self._begin()

    def _answer(self, inside: bool, now_s: float) -> None:
        if not inside:
            self._outside_since_s = self._outside_since_s or now_s
            return
        since_s, self._outside_since_s = self._outside_since_s, None
        if since_s is not None and now_s - since_s >= AWAY_AT_LEAST_S:
            self._sound.reached()


def guide_step(nearness: float) -> int:
    """Which note of the scale says how near."""
    return round(min(max(nearness, 0.0), 1.0) * (len(GUIDE_HZ) - 1))


def _note(hz: float, seconds: float) -> FloatArray:
    t_s = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    wave = np.sin(2 * np.pi * hz * t_s) + 0.18 * np.sin(4 * np.pi * hz * t_s)
    rise = np.clip(t_s / 0.018, 0, 1)
    fall = np.exp(-4.5 * t_s / seconds) * np.clip((seconds - t_s) / 0.05, 0, 1)
    return np.asarray(wave * rise * fall, dtype=np.float64)


def _chord(notes_hz: tuple[float, ...], seconds: float, apart_s: float) -> FloatArray:
    length = round((seconds + apart_s * len(notes_hz)) * RATE_HZ)
    whole = np.zeros(length)
    for index, hz in enumerate(notes_hz):
        note = _note(hz, seconds)
        first = round(index * apart_s * RATE_HZ)
        whole[first : first + len(note)] += note[: length - first]
    return np.asarray(whole / len(notes_hz) ** 0.5, dtype=np.float64)


def _sound(wave: FloatArray) -> pygame.mixer.Sound:
    levels = np.clip(wave * VOLUME, -1, 1) * 32767
    return pygame.sndarray.make_sound(np.repeat(levels.astype(np.int16)[:, None], 2, axis=1))
