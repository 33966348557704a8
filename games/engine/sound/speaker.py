"""Plays what was rendered through pygame's mixer.

The device is opened with the first instrument rather than with the window, so that the first
picture waits for neither. Nothing is rendered or allocated while a trial runs.
"""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import pygame

from games.engine.sound.instruments import Instrument, rendered
from games.engine.sound.synthesis import RATE_HZ, Levels
from games.engine.sound.tuning import Cue

CHUNK = 512
"""Samples that the device takes at once: a note begins at most 12 ms late."""

NOTES_AT_ONCE = 15
PAD_LEVEL = 0.4
"""The chord in the background stays well below the notes."""

PAD_FADES_MS = 300
FAR_SIDE = 0.12
"""What is left in the other loudspeaker of a note from the very left or right."""

KEPT = 2


class Channel(Protocol):
    """What is used of a mixer's channel."""

    def play(self, sound: pygame.mixer.Sound, loops: int = 0) -> None: ...

    def set_volume(self, left: float, right: float) -> None: ...

    def get_busy(self) -> bool: ...

    def fadeout(self, time: int) -> None: ...


class Voices:
    """The mixer's channels for notes. When all sound, a new note takes the oldest one's."""

    def __init__(self, channels: Sequence[Channel]) -> None:
        self._channels = deque(channels)

    def play(self, sound: pygame.mixer.Sound, left: float, right: float) -> None:
        """Begin a note."""
        idle = (channel for channel in self._channels if not channel.get_busy())
        channel = next(idle, self._channels[0])
        self._channels.remove(channel)
        self._channels.append(channel)
        channel.play(sound)
        channel.set_volume(left, right)


@dataclass(frozen=True)
class _Playable:
    notes: tuple[pygame.mixer.Sound, ...]
    cues: dict[Cue, pygame.mixer.Sound]
    pad: pygame.mixer.Sound


class Speaker:
    """The computer's loudspeakers; silent where there is no device."""

    def __init__(self, muted: bool) -> None:
        self._muted = muted
        self._tried = False
        self._voices: Voices | None = None
        self._pad_channel: Channel | None = None
        self._pad_sounds = False
        self._tuned: dict[Instrument, _Playable] = {}
        self._now: _Playable | None = None

    def tune(self, instrument: Instrument) -> None:
        """Render an instrument, unless it was played lately."""
        self._open()
        if self._voices is None:
            return
        self.pad(0.0)
        if instrument not in self._tuned:
            while len(self._tuned) >= KEPT:
                del self._tuned[next(iter(self._tuned))]
            self._tuned[instrument] = _playable(instrument)
        self._now = self._tuned[instrument]

    def note(self, step: int, side: float = 0.0, level: float = 1.0) -> None:
        """Begin a note."""
        if self._now is not None and self._voices is not None and not self._muted:
            left, right = loudness(side)
            self._voices.play(self._now.notes[step], level * left, level * right)

    def cue(self, cue: Cue) -> None:
        """Begin the notes of a cue; a bell where there is none makes no sound."""
        if self._now is not None and self._voices is not None and not self._muted:
            sound = self._now.cues.get(cue)
            if sound is not None:
                self._voices.play(sound, 1.0, 1.0)

    def pad(self, level: float) -> None:
        """Set the pad's level; it begins and stops with it."""
        channel, now = self._pad_channel, self._now
        if channel is None or now is None:
            return
        if level <= 0.0 or self._muted:
            if self._pad_sounds:
                channel.fadeout(PAD_FADES_MS)
            self._pad_sounds = False
            return
        if not self._pad_sounds:
            channel.play(now.pad, loops=-1)
            self._pad_sounds = True
        loud = min(level, 1.0) * PAD_LEVEL
        channel.set_volume(loud, loud)

    def toggle_mute(self) -> None:
        """Stop everything, or play again."""
        self.mute(not self._muted)

    def mute(self, muted: bool) -> None:
        """Stop everything, or play from now on."""
        self._muted = muted
        if self._muted and self._voices is not None:
            pygame.mixer.stop()
            self._pad_sounds = False

    def _open(self) -> None:
        """Open the device, once: what did not open stays silent."""
        if self._tried:
            return
        self._tried = True
        try:
            # Another rate would put everything out of tune; the mixer converts by itself.
            pygame.mixer.init(RATE_HZ, -16, 2, CHUNK, allowedchanges=0)
            pygame.mixer.set_num_channels(1 + NOTES_AT_ONCE)
            self._pad_channel, *notes = map(pygame.mixer.Channel, range(1 + NOTES_AT_ONCE))
            self._voices = Voices(notes)
        except pygame.error:
            self._voices = self._pad_channel = None


def loudness(side: float) -> tuple[float, float]:
    """How loud a note is left and right; the side it comes from stays at its full level."""
    side = min(max(side, -1.0), 1.0)
    other = 1.0 - (1.0 - FAR_SIDE) * abs(side)
    return (1.0, other) if side < 0 else (other, 1.0)


def _playable(instrument: Instrument) -> _Playable:
    sounds = rendered(instrument)
    return _Playable(
        tuple(_sound(note) for note in sounds.notes),
        {cue: _sound(notes) for cue, notes in sounds.cues.items()},
        _sound(sounds.pad),
    )


def _sound(levels: Levels) -> pygame.mixer.Sound:
    return pygame.mixer.Sound(buffer=levels.tobytes())
