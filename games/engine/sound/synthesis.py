"""Renders notes and pads as arrays: partials that decay, the strike of a mallet, a room around it.

Pure, and the same bytes every time. Arrays are float32 with two columns, left and right.
"""

from dataclasses import dataclass
from functools import cache
from itertools import product

import numpy as np
import numpy.typing as npt

Wave = npt.NDArray[np.float32]
Levels = npt.NDArray[np.int16]
Numbers = npt.NDArray[np.floating]
Spectrum = npt.NDArray[np.complexfloating]

RATE_HZ = 44100
SIXTY_DB = 6.91
"""A decay by 60 dB is one by this many nepers."""

LOWEST_HZ, SILENT_HZ = 340.0, 270.0
"""Strikes and surf are noise: below the lowest note nothing of it is left, so nothing rumbles."""

STRIKE_S, STRIKE_HZ = 0.012, 2500.0
ROOM_S, ROOM_HZ, ROOM_DELAY_S = 1.2, 2600.0, 0.014
"""The room answers for so long (until 60 dB down), softly: higher tones are swallowed."""

RELEASE_S = 0.05
LOOP_S = 6.0
"""A pad's length. All of its tones make a whole number of turns in it, so it repeats unheard."""
DRIFT_SHARE = np.float32(0.22)


@dataclass(frozen=True)
class Partial:
    """One tone of a note: its frequency and its decay as shares of the lowest one's."""

    ratio: float
    strength: float
    decay_share: float = 1.0


@dataclass(frozen=True)
class Timbre:
    """What makes an instrument: its partials, and how they begin and fade.

    `decay_s` is how long the lowest partial takes to fade by 60 dB. `strike` is the noise of the
    mallet and `room` the answer of the room, both as shares of the tone.
    """

    partials: tuple[Partial, ...]
    decay_s: float
    attack_s: float = 0.004
    strike: float = 0.0
    room: float = 0.3


def render_note(hz: float, timbre: Timbre) -> Wave:
    """One note with its room, as long as it can be heard; not levelled."""
    dry = _tone(hz, timbre)
    length = len(dry) + round(ROOM_S * RATE_HZ)
    size = 1 << (length - 1).bit_length()
    spectrum = np.fft.rfft(dry, size)
    sides = [
        np.fft.irfft(spectrum * (1 + timbre.room * answer), size)[:length] for answer in _room(size)
    ]
    return _released(np.stack(sides, axis=1).astype(np.float32))


def render_together(parts: list[tuple[Wave, float]]) -> Wave:
    """Several notes as one sound, each from its own second on; not levelled."""
    starts = [round(at_s * RATE_HZ) for _, at_s in parts]
    ends = [start + len(note) for start, (note, _) in zip(starts, parts, strict=True)]
    whole = np.zeros((max(ends), 2), dtype=np.float32)
    for start, end, (note, _) in zip(starts, ends, parts, strict=True):
        whole[start:end] += note
    return whole


def render_pad(tones_hz: tuple[float, ...], timbre: Timbre) -> Wave:
    """A chord without beginning or end that drifts slowly between left and right; a loop.

    Beside each tone sounds a softer one that is a few turns ahead or behind in a loop. Each voice
    drifts at a pace of its own, so that the chord breathes but is never nearly silent.
    """
    t_s = _times(LOOP_S)
    whole = np.zeros((len(t_s), 2), dtype=np.float32)
    voices = list(enumerate(tones_hz, 1))
    for (voice, hz), partial, side in product(voices, timbre.partials, (0, 1)):
        turns, drift = round(hz * partial.ratio * LOOP_S), (-voice, voice)[side]
        phase = (0.38 * voice + 0.21 * partial.ratio + 0.16 * side) % 1
        steady = _sine(turns / LOOP_S, t_s, phase)
        drifting = _sine((turns + drift) / LOOP_S, t_s, phase)
        whole[:, side] += np.float32(partial.strength) * (steady + DRIFT_SHARE * drifting)
    return whole


def render_surf() -> Wave:
    """A wave that runs up a beach and back: shaped noise, a loop."""
    size = round(LOOP_S * RATE_HZ)
    hz = np.fft.rfftfreq(size, 1 / RATE_HZ)
    shape = _above_the_rumble(hz) / (1 + (hz / 700.0) ** 2) ** 0.75
    phases = np.random.default_rng(7).uniform(0, 2 * np.pi, (2, len(hz)))
    sides = [np.fft.irfft(shape * np.exp(1j * each), size) for each in phases]
    wave = 0.75 - 0.25 * np.cos(2 * np.pi * np.arange(size) / size)
    return (np.stack(sides, axis=1) * wave[:, None]).astype(np.float32)


def levelled(sound: Wave, peak_db: float) -> Levels:
    """The sound as the mixer wants it, its loudest sample `peak_db` below full scale."""
    peak = float(np.abs(sound).max())
    scale = 10 ** (peak_db / 20) * 32767 / peak if peak else 0.0
    return np.asarray(np.rint(sound * scale), dtype=np.int16)


def _tone(hz: float, timbre: Timbre) -> Wave:
    t_s = _times(timbre.attack_s + timbre.decay_s)
    tone = np.zeros(len(t_s), dtype=np.float32)
    for partial in timbre.partials:
        per_s = -SIXTY_DB / (timbre.decay_s * partial.decay_share)
        decay = np.exp((per_s * t_s).astype(np.float32))
        tone += np.float32(partial.strength) * decay * _sine(hz * partial.ratio, t_s)
    if timbre.strike:
        struck = round(5 * STRIKE_S * RATE_HZ)
        tone[:struck] += np.float32(timbre.strike) * _strike()[: len(tone)]
    rising = round(timbre.attack_s * RATE_HZ)
    tone[:rising] *= 0.5 - 0.5 * np.cos(np.pi * np.arange(rising, dtype=np.float32) / rising)
    return tone


def _times(seconds: float) -> Numbers:
    return np.arange(round(seconds * RATE_HZ)) / RATE_HZ


def _sine(hz: float, t_s: Numbers, phase: float = 0.0) -> Wave:
    """A tone. Its turns are counted exactly; only the rest of a turn is worth few digits."""
    turned = hz * t_s + phase
    turned -= np.floor(turned)
    return np.asarray(np.sin(np.float32(2 * np.pi) * turned.astype(np.float32)))


@cache
def _strike() -> Wave:
    """The soft knock of a mallet."""
    count = round(5 * STRIKE_S * RATE_HZ)
    fading = np.exp(-np.arange(count) / (STRIKE_S * RATE_HZ))
    knock = _softened(np.random.default_rng(3).standard_normal(count), STRIKE_HZ) * fading
    return np.asarray(knock / np.abs(knock).max(), dtype=np.float32)


@cache
def _room(size: int) -> tuple[Spectrum, Spectrum]:
    """What a room adds to a sound at its left and right, as spectra for transforms of this size.

    Noise that decays: each ear gets its own, which is what makes it wide.
    """
    count, late = round(ROOM_S * RATE_HZ), round(ROOM_DELAY_S * RATE_HZ)
    t_s = np.arange(count) / RATE_HZ
    fading = np.exp(-SIXTY_DB * t_s / ROOM_S) * np.clip(t_s / 0.03, 0, 1)
    ears = np.zeros((2, size), dtype=np.float32)
    for ear, noise in zip(ears, np.random.default_rng(11).standard_normal((2, count)), strict=True):
        answer = _softened(noise, ROOM_HZ) * fading
        ear[late : late + count] = answer / np.linalg.norm(answer)
    left, right = np.fft.rfft(ears)
    return left, right


def _softened(noise: Numbers, soft_hz: float) -> Numbers:
    """Noise without its rumble, and softer from a frequency on."""
    hz = np.fft.rfftfreq(len(noise), 1 / RATE_HZ)
    shape = _above_the_rumble(hz) / (1 + (hz / soft_hz) ** 2)
    return np.fft.irfft(np.fft.rfft(noise) * shape, len(noise))


def _above_the_rumble(hz: Numbers) -> Numbers:
    share = np.clip((hz - SILENT_HZ) / (LOWEST_HZ - SILENT_HZ), 0, 1)
    return np.asarray(share * share * (3 - 2 * share))


def _released(sound: Wave) -> Wave:
    """Let the last moment fade, so that the end does not click."""
    count = round(RELEASE_S * RATE_HZ)
    sound[-count:] *= np.linspace(1, 0, count, dtype=np.float32)[:, None]
    return sound
