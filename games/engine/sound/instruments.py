"""Each place's instrument: what its notes are made of, its pad, and the chord it closes with.

An activity names its instrument; the assessments share one. Mallets have the partials of a bar that
is struck, 1, 3.9 and 9.2, which fade one after the other; places differ in what strikes what.
"""

from dataclasses import dataclass
from enum import StrEnum

from games.engine.sound.synthesis import (
    Levels,
    Partial,
    Timbre,
    levelled,
    render_note,
    render_pad,
    render_surf,
    render_together,
)
from games.engine.sound.tuning import (
    A4,
    A5,
    B4,
    B5,
    CS5,
    E4,
    E5,
    FS4,
    FS5,
    PHRASES,
    SCALE_HZ,
    Cue,
)

NOTE_DB, PHRASE_DB, PAD_DB = -14.0, -12.5, -15.0


class Instrument(StrEnum):
    """The instruments by name."""

    KALIMBA = "kalimba"
    WOOD_BLOCKS = "wood blocks"
    CELESTA = "celesta"
    GLASS = "glass"
    BOWED = "bowed pad"
    HARP = "harp"
    CHIMES = "chimes"
    SURF = "surf and soft drum"
    BAMBOO = "bamboo marimba"
    QUIET = "quiet chord"


def mallet(middle: float, high: float) -> tuple[Partial, ...]:
    """The partials of a struck bar, with these strengths of the upper two."""
    return Partial(1.0, 1.0), Partial(3.9, middle, 0.35), Partial(9.2, high, 0.12)


def string(*strengths: float) -> tuple[Partial, ...]:
    """Whole-numbered partials, the higher the sooner gone."""
    return tuple(Partial(n, s, n**-0.8) for n, s in enumerate(strengths, 1))


BREATH = Timbre((Partial(1, 1.0), Partial(2, 0.22), Partial(3, 0.07)), 1.0)
"""The pad of most places: nearly pure tones."""
BOW = Timbre(tuple(Partial(n, n**-1.5) for n in range(1, 6)), 1.5, attack_s=0.2, room=0.08)
REED = Timbre((Partial(1, 1.0), Partial(3, 0.4), Partial(5, 0.2)), 0.5, attack_s=0.02, room=0.15)
"""No place's own: it speaks of the weight on the leg, in any game."""
BRONZE = Timbre(
    (
        Partial(1, 1.0),
        Partial(1.26, 0.45, 0.8),
        Partial(1.5, 0.3, 0.7),
        Partial(2.0, 0.7, 0.5),
        Partial(3.0, 0.3, 0.3),
        Partial(4.0, 0.2, 0.2),
    ),
    3.2,
    attack_s=0.002,
    strike=0.1,
    room=0.4,
)
"""A village's bell: its thirds and fifths lie in the scale."""


@dataclass(frozen=True)
class Voice:
    """How an instrument sounds: its notes, the chord of its pad, and its closing notes.

    `bell` is what rings in its place for what only a good round earns; None where nothing does.
    """

    timbre: Timbre
    closing: tuple[tuple[int, float], ...]
    pad: tuple[int, ...] = (A4, E5)
    pad_timbre: Timbre = BREATH
    surf: bool = False
    bell: Timbre | None = None


VOICES = {
    Instrument.KALIMBA: Voice(
        Timbre(mallet(0.20, 0.06), 1.4, strike=0.05),
        ((A4, 0.0), (E5, 0.16), (B4, 0.32), (CS5, 0.48), (A5, 0.8)),
    ),
    Instrument.WOOD_BLOCKS: Voice(
        Timbre(mallet(0.42, 0.14), 0.32, strike=0.30, room=0.35),
        ((E5, 0.0), (CS5, 0.18), (E5, 0.36), (A4, 0.72), (A5, 0.72)),
        (A4, CS5),
    ),
    Instrument.CELESTA: Voice(
        Timbre(mallet(0.34, 0.18), 1.1, attack_s=0.002, room=0.35),
        ((CS5, 0.0), (E5, 0.12), (A5, 0.24), (E5, 0.48), (A5, 0.6)),
        (CS5, E5),
        bell=BRONZE,
    ),
    Instrument.GLASS: Voice(
        Timbre(
            (
                Partial(1, 1.0),
                Partial(1.004, 0.5),
                Partial(2.32, 0.16, 0.6),
                Partial(4.25, 0.09, 0.4),
                Partial(6.63, 0.04, 0.25),
            ),
            1.5,
            attack_s=0.03,
            room=0.4,
        ),
        ((A4, 0.0), (E5, 0.3), (B5, 0.6), (A5, 0.9)),
        (E5, A5),
    ),
    Instrument.BOWED: Voice(
        BOW, ((A4, 0.0), (E5, 0.25), (CS5, 0.5), (A5, 0.9)), (A4, CS5, E5), BOW
    ),
    Instrument.HARP: Voice(
        Timbre(string(1.0, 0.55, 0.3, 0.16, 0.1, 0.06), 1.3, attack_s=0.002, room=0.2),
        ((E4, 0.0), (A4, 0.08), (CS5, 0.16), (E5, 0.24), (A5, 0.36)),
        (A4, B4, E5),
    ),
    Instrument.CHIMES: Voice(
        Timbre((*mallet(0.30, 0.20), Partial(1.003, 0.6)), 1.7, attack_s=0.002, room=0.45),
        ((A5, 0.0), (E5, 0.2), (FS5, 0.4), (CS5, 0.6), (A5, 1.0)),
        (A4, FS5),
    ),
    Instrument.SURF: Voice(
        Timbre(
            (Partial(1, 1.0), Partial(1.593, 0.4, 0.6), Partial(2.136, 0.25, 0.4)),
            0.45,
            attack_s=0.006,
            strike=0.25,
            room=0.4,
        ),
        ((A4, 0.0), (A4, 0.3), (E4, 0.6), (A4, 0.9)),
        surf=True,
    ),
    Instrument.BAMBOO: Voice(
        Timbre(mallet(0.30, 0.03), 0.7, strike=0.12),
        ((FS4, 0.0), (A4, 0.14), (CS5, 0.28), (E5, 0.42), (A4, 0.84), (A5, 0.84)),
        (FS4, CS5),
    ),
    Instrument.QUIET: Voice(
        Timbre(mallet(0.05, 0.0), 1.6, attack_s=0.03, room=0.5),
        ((A4, 0.0), (CS5, 0.0), (E5, 0.0)),
    ),
}
WEIGHT_CUES = frozenset({Cue.TOO_HEAVY, Cue.TOO_LIGHT})


@dataclass(frozen=True)
class Rendered:
    """All sounds of one instrument: its scale, its cues, and its pad, which is a loop.

    There is no bell among the cues of a place without one.
    """

    notes: tuple[Levels, ...]
    cues: dict[Cue, Levels]
    pad: Levels


def rendered(instrument: Instrument) -> Rendered:
    """Render everything an instrument plays."""
    voice = VOICES[instrument]
    scale = [render_note(hz, voice.timbre) for hz in SCALE_HZ]
    reeds = {step: render_note(SCALE_HZ[step], REED) for step in (E4, A4)}
    spoken = {cue: reeds if cue in WEIGHT_CUES else dict(enumerate(scale)) for cue in Cue}
    del spoken[Cue.BELL]
    if voice.bell is not None:
        spoken[Cue.BELL] = {A4: render_note(SCALE_HZ[A4], voice.bell)}
    cues = {}
    for cue, notes in spoken.items():
        phrase = PHRASES.get(cue, voice.closing)
        whole = render_together([(notes[step], at_s) for step, at_s in phrase])
        cues[cue] = levelled(whole, PHRASE_DB)
    tones_hz = tuple(SCALE_HZ[step] for step in voice.pad)
    pad = render_surf() if voice.surf else render_pad(tones_hz, voice.pad_timbre)
    return Rendered(tuple(levelled(each, NOTE_DB) for each in scale), cues, levelled(pad, PAD_DB))
