"""Which notes there are, and what is played with them: everything is in A pentatonic.

Any two notes of this scale sound well together, so nothing that happens can be out of tune. None is
lower than 330 Hz, because a laptop's loudspeaker plays nothing below.
"""

from enum import StrEnum

SCALE_HZ = (329.63, 369.99, 440.0, 493.88, 554.37, 659.26, 739.99, 880.0, 987.77, 1108.73)
"""E4 F♯4 A4 B4 C♯5 E5 F♯5 A5 B5 C♯6, in equal temperament. A *step* is an index into it."""

E4, FS4, A4, B4, CS5, E5, FS5, A5, B5, CS6 = range(len(SCALE_HZ))
MOVE = 2

FIGURES = (
    (B4, CS5, E5, FS5, A5),
    (FS5, E5, CS5, B4, A4),
    (E5, FS5, A5, B5, A5),
    (CS5, B4, CS5, FS4, A4),
)
"""Rewards come in figures of five, each of which ends on A: the fifth sounds like an arrival."""

TICK_STEP = A5
"""A metronome's note: high and short-lived, apart from what guides."""


class Cue(StrEnum):
    """What is said in a few notes."""

    STARTED = "started"
    LET_GO = "let go"
    PAUSED = "paused"
    ENDED = "ended"
    REST_OVER = "rest over"
    TOO_HEAVY = "too heavy"
    TOO_LIGHT = "too light"
    BELL = "bell"


PHRASES: dict[Cue, tuple[tuple[int, float], ...]] = {
    Cue.STARTED: ((A4, 0.0), (CS5, 0.14), (E5, 0.28)),
    Cue.LET_GO: ((A4, 0.0), (CS5, 0.14), (FS5, 0.28), (A5, 0.42)),
    Cue.PAUSED: ((CS5, 0.0), (A4, 0.2), (E4, 0.4), (CS5, 1.0), (A4, 1.2), (E4, 1.4)),
    Cue.REST_OVER: ((E5, 0.0), (E5, 0.45)),
    Cue.TOO_HEAVY: ((A4, 0.0), (E4, 0.22)),
    Cue.TOO_LIGHT: ((E4, 0.0), (A4, 0.22)),
    # The light that rings it is on its way for 0.9 s; then it swings once in 1.1 s.
    Cue.BELL: ((A4, 1.1), (A4, 2.2), (A4, 3.3)),
}
"""The notes of each cue and when they sound, in seconds; a place ends with its own chord."""


def reward_step(count: int) -> int:
    """The note of the reward with this number, counted from 1."""
    figure, place = divmod(count - 1, len(FIGURES[0]))
    return FIGURES[figure % len(FIGURES)][place]


def guide_step(nearness: float) -> int:
    """Which note says how near the ring is: the lower A at the rim, the upper A at the ring.

    The notes beyond that octave are for `moved`.
    """
    return A4 + round(min(max(nearness, 0.0), 1.0) * (A5 - A4))


def moved(step: int, to_toes: bool) -> int:
    """The note after a guiding one: higher with the toes down, lower with the heel down."""
    return step + MOVE if to_toes else step - MOVE
