"""Motions whose truth is known, for tests and benches of the cursor.

Sways, tremor, knocks, moves, falls, rest, simulated patients and real recordings. Each begins with
the stillness in which the gyroscope's bias is taken.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import numpy as np

from trainer.recording.columns import FloatArray
from trainer.simulation.board_state import LeadIn, smooth_steps, trace
from trainer.simulation.patient import SimulatedPatient
from trainer.simulation.pose import Motion, joined, level, motion_from_tilt, motion_of_trace
from trainer.simulation.recorded import read_wobble_board, with_lead_in
from trainer.simulation.traits import PatientTraits

TICKS_PER_S = 1000
LEAD_IN = LeadIn(still_s=3.5, fade_s=0.5)
SKILLS, LEVELS = (0.1, 0.5, 0.9), (1, 2, 3, 4, 5)


def sway(seconds: float, highest_hz: float = 2.0, rms_deg: float = 4.0, seed: int = 1) -> Motion:
    """Noise with all frequencies from 0.1 Hz to the highest equally strong, both axes alike.

    Nobody sways as hard as that near the highest; less is easier to predict.
    """
    n = round(seconds * TICKS_PER_S)
    random = np.random.default_rng(seed)
    lines = np.fft.rfft(random.standard_normal((2, n)), axis=1)
    hz = np.fft.rfftfreq(n, 1 / TICKS_PER_S)
    lines[:, (hz < 0.1) | (hz > highest_hz)] = 0.0
    tilt = np.fft.irfft(lines, n, axis=1)
    scale = rms_deg / np.sqrt(np.mean(np.sum(tilt**2, axis=0)))
    rates = np.fft.irfft(2j * np.pi * hz * lines, n, axis=1)
    return with_lead_in(motion_from_tilt(*(scale * tilt), *(scale * rates)), LEAD_IN)


def sine(seconds: float, hz: float, amplitude_deg: float) -> Motion:
    """A sine in ap, and a quarter of it in ml."""
    at = 2 * np.pi * hz * np.arange(round(seconds * TICKS_PER_S)) / TICKS_PER_S
    tilt, rate = amplitude_deg * np.sin(at), 2 * np.pi * hz * amplitude_deg * np.cos(at)
    return with_lead_in(motion_from_tilt(tilt, tilt / 4, rate, rate / 4), LEAD_IN)


def tremor(seconds: float, hz: float = 8.0, amplitude_deg: float = 0.3) -> Motion:
    """A slow sway with a quick tremor on it."""
    at = 2 * np.pi * np.arange(round(seconds * TICKS_PER_S)) / TICKS_PER_S
    tilt = 3 * np.sin(0.5 * at) + amplitude_deg * np.sin(hz * at)
    rate = 3 * np.pi * np.cos(0.5 * at) + 2 * np.pi * hz * amplitude_deg * np.cos(hz * at)
    return with_lead_in(motion_from_tilt(tilt, tilt / 2, rate, rate / 2), LEAD_IN)


def moves(move_s: float, size_deg: float = 10.0, rest_s: float = 0.5, times: int = 12) -> Motion:
    """Out and back again and again, with a rest after each move.

    Speed and acceleration begin and end at zero, and the rate's peak is 1.9 times its mean.
    """
    way, speed = smooth_steps(np.arange(round(move_s * TICKS_PER_S)) / TICKS_PER_S / move_s)
    held = np.ones(round(rest_s * TICKS_PER_S))
    out = size_deg * np.concatenate((way, held))
    rate = size_deg / move_s * np.concatenate((speed, 0 * held))
    tilt = np.tile(np.concatenate((out, size_deg - out)), times)
    rates = np.tile(np.concatenate((rate, -rate)), times)
    none = np.zeros(len(tilt))
    return joined(level(LEAD_IN.ends_s), motion_from_tilt(tilt, none, rates, none))


def falls(size_deg: float = 10.0, fall_s: float = 0.3, stop_s: float = 0.02) -> Motion:
    """A board that falls ever quicker and is stopped by its rim within `stop_s`, again and again.

    In between it comes back without a jolt.
    """
    rate = np.concatenate(
        (
            np.linspace(0, 1, round(fall_s * TICKS_PER_S)),
            np.linspace(1, 0, round(stop_s * TICKS_PER_S)),
            np.zeros(600),
        )
    )
    rate *= size_deg * TICKS_PER_S / rate.sum()
    _, speed = smooth_steps(np.arange(TICKS_PER_S) / TICKS_PER_S)
    rates = np.tile(np.concatenate((rate, -size_deg * speed, np.zeros(300))), 8)
    tilt = (np.cumsum(rates) - rates / 2) / TICKS_PER_S
    none = np.zeros(len(tilt))
    return joined(level(LEAD_IN.ends_s), motion_from_tilt(tilt, none, rates, none))


def knocks(seconds: float, size_deg: float = 0.5, lasts_s: float = 0.05) -> Motion:
    """A slow sway, struck once a second: a bump of this size that is over after `lasts_s`."""
    t = np.arange(round(seconds * TICKS_PER_S)) / TICKS_PER_S
    tilt, rate = 3 * np.sin(np.pi * t), 3 * np.pi * np.cos(np.pi * t)
    since = np.minimum(t % 1.0, lasts_s)
    turn = 2 * np.pi / lasts_s
    tilt = tilt + size_deg / 2 * (1 - np.cos(turn * since))
    rate = rate + size_deg / 2 * turn * np.sin(turn * since) * (since < lasts_s)
    return with_lead_in(motion_from_tilt(tilt, tilt / 2, rate, rate / 2), LEAD_IN)


def rest(seconds: float) -> Motion:
    """Nobody touches the board, which lies 3 degrees to one side."""
    n = round(seconds * TICKS_PER_S)
    none = np.zeros(n)
    return motion_from_tilt(np.full(n, 3.0), none, none, none)


@cache
def patient(skill: float, dome: int, seconds: float) -> Motion:
    """A simulated patient who stands."""
    traits = PatientTraits(skill=skill, level=dome, lead_in=LEAD_IN)
    return motion_of_trace(trace(SimulatedPatient(traits, seed=3), LEAD_IN.ends_s + seconds))


def patients(seconds: float) -> Iterator[tuple[str, Motion]]:
    """All skills on all domes."""
    for skill in SKILLS:
        for dome in LEVELS:
            yield f"skill {skill:g}, dome {dome}", patient(skill, dome, seconds)


def recordings(folder: Path) -> Iterator[tuple[str, Motion]]:
    """The wobble-board recordings of a folder, by name."""
    for path in sorted(folder.glob("*.json")):
        yield path.stem, with_lead_in(read_wobble_board(path), LEAD_IN)


def tilt_at(motion: Motion, at_s: FloatArray) -> FloatArray:
    """The true tilt (n, 2) at these times since the first pose."""
    ap, ml = motion.tilt()
    return np.column_stack((np.interp(at_s, motion.t_s, ap), np.interp(at_s, motion.t_s, ml)))
