"""Each instrument's notes are in tune, fade as told, and are neither too loud nor too low."""

from functools import cache

import numpy as np
import pytest

from games.engine.sound.instruments import (
    VOICES,
    WEIGHT_CUES,
    Instrument,
    Rendered,
    mallet,
    rendered,
)
from games.engine.sound.synthesis import RATE_HZ, SIXTY_DB, Timbre, render_note
from games.engine.sound.tuning import FIGURES, PHRASES, SCALE_HZ, Cue, guide_step, reward_step
from games.registry import activities, activity_named
from trainer.recording.columns import FloatArray

MALLETS = (
    Instrument.KALIMBA,
    Instrument.WOOD_BLOCKS,
    Instrument.CELESTA,
    Instrument.CHIMES,
    Instrument.BAMBOO,
    Instrument.QUIET,
)
A_HZ = 440.0
PENTATONIC = (0, 2, 4, 7, 9)
"""Semitones above A."""

played = cache(rendered)
every = pytest.mark.parametrize("instrument", list(Instrument))


def mono(sound: np.ndarray) -> FloatArray:
    return np.asarray(sound.mean(axis=1) / 32768, dtype=np.float64)


def strength_db(sound: FloatArray, hz: float, band_hz: float = 4.0) -> float:
    """The strongest tone near a frequency, in dB."""
    size = 1 << 18
    spectrum = np.abs(np.fft.rfft(sound * np.hanning(len(sound)), size))
    near = np.abs(np.fft.rfftfreq(size, 1 / RATE_HZ) - hz) <= band_hz
    return float(20 * np.log10(spectrum[near].max() + 1e-12))


def pitch_hz(sound: FloatArray) -> float:
    """The strongest tone, by the top of a parabola through the spectrum's peak."""
    size = 1 << 18
    spectrum = np.log(np.abs(np.fft.rfft(sound * np.hanning(len(sound)), size)) + 1e-12)
    top = int(spectrum.argmax())
    left, middle, right = spectrum[top - 1 : top + 2]
    shift = 0.5 * (left - right) / (left - 2 * middle + right)
    return (top + shift) * RATE_HZ / size


def rms_db(sound: np.ndarray) -> float:
    return float(10 * np.log10(np.mean((sound / 32768.0) ** 2) + 1e-12))


def test_the_scale_is_a_pentatonic_between_330_and_1109_hz() -> None:
    for hz in SCALE_HZ:
        semitones = 12 * np.log2(hz / A_HZ)
        assert abs(semitones - round(semitones)) < 0.001
        assert round(semitones) % 12 in PENTATONIC
    assert round(SCALE_HZ[0]) == 330
    assert round(SCALE_HZ[-1]) == 1109


@every
def test_every_note_is_in_tune(instrument: Instrument) -> None:
    # Of a tone that is over in a quarter of a second nobody hears a twentieth of a whole tone.
    most_cents = 8 if VOICES[instrument].timbre.decay_s > 1.0 else 15
    for hz, note in zip(SCALE_HZ, played(instrument).notes, strict=True):
        cents = 1200 * np.log2(pitch_hz(mono(note)) / hz)
        assert abs(cents) < most_cents, (hz, cents)


@pytest.mark.parametrize("instrument", MALLETS)
def test_a_mallet_has_the_partials_of_a_struck_bar_and_they_fade_one_after_the_other(
    instrument: Instrument,
) -> None:
    partials = VOICES[instrument].timbre.partials[:3]
    assert [each.ratio for each in partials] == [1.0, 3.9, 9.2]
    assert [each.decay_share for each in partials] == [1.0, 0.35, 0.12]


def test_partials_stand_where_they_should_and_fade_as_they_should() -> None:
    hz, decay_s = A_HZ, 1.5
    note = render_note(hz, Timbre(mallet(0.4, 0.3), decay_s, room=0.0))[:, 0]
    early = note[: round(0.05 * RATE_HZ)]
    between = max(strength_db(early, ratio * hz, 20.0) for ratio in (2.0, 2.9, 6.0, 7.5))
    assert strength_db(early, 9.2 * hz, 20.0) > between + 6
    for ratio, share in ((1.0, 1.0), (3.9, 0.35), (9.2, 0.12)):
        spans = [note[round(at * RATE_HZ) :][: round(0.05 * RATE_HZ)] for at in (0.01, 0.07)]
        fallen_db = strength_db(spans[0], ratio * hz, 20.0) - strength_db(
            spans[1], ratio * hz, 20.0
        )
        expected_db = 20 * np.log10(np.e) * SIXTY_DB * 0.06 / (decay_s * share)
        assert fallen_db == pytest.approx(expected_db, rel=0.12), ratio


@every
def test_no_note_and_no_rumble_sounds_below_330_hz(instrument: Instrument) -> None:
    sounds = played(instrument)
    for sound in (*sounds.notes, *sounds.cues.values(), sounds.pad):
        spectrum = np.abs(np.fft.rfft(mono(sound)))
        low = np.fft.rfftfreq(len(sound), 1 / RATE_HZ) < 270
        assert 20 * np.log10(spectrum[low].max() / spectrum.max()) < -24


@every
def test_peaks_lie_between_15_and_12_db_below_full_scale(instrument: Instrument) -> None:
    sounds = played(instrument)
    for sound in (*sounds.notes, *sounds.cues.values(), sounds.pad):
        peak_db = 20 * np.log10(np.abs(sound.astype(int)).max() / 32768)
        assert -15.1 < peak_db < -11.9


@every
def test_a_note_begins_and_ends_softly(instrument: Instrument) -> None:
    for note in played(instrument).notes:
        peak = np.abs(note.astype(int)).max()
        assert np.abs(note[0].astype(int)).max() < 0.02 * peak
        assert np.abs(note[-20:].astype(int)).max() < 0.002 * peak
        # Half a second after it has begun a note is still there: the room holds it.
        assert np.abs(note[RATE_HZ // 2 :].astype(int)).max() > 5


@every
def test_a_pad_repeats_without_a_seam_and_never_fades_away(instrument: Instrument) -> None:
    pad = played(instrument).pad.astype(float)
    inner = np.abs(np.diff(pad, axis=0)).max()
    assert np.abs(pad[0] - pad[-1]).max() <= inner
    windows = [rms_db(part) for part in np.array_split(pad, 24)]
    assert max(windows) - min(windows) < 7


def loudest_db(sounds: Rendered) -> float:
    """The fullest half second there can be: closing chord, a reward, two guides, the pad."""
    whole = np.zeros((RATE_HZ * 6, 2))
    sounding = (sounds.cues[Cue.ENDED], sounds.notes[7], sounds.notes[4], sounds.notes[6])
    bell = [sounds.cues[Cue.BELL][RATE_HZ:]] if Cue.BELL in sounds.cues else []
    for sound in (*sounding, *bell, sounds.cues[Cue.TOO_HEAVY], 0.4 * sounds.pad):
        part = sound[: len(whole)]
        whole[: len(part)] += part
    return float(20 * np.log10(np.abs(whole).max() / 32768))


@every
def test_everything_at_once_does_not_clip(instrument: Instrument) -> None:
    assert loudest_db(played(instrument)) < -0.5


def test_each_place_closes_with_a_chord_of_its_own() -> None:
    chords = [tuple(sorted({step for step, _ in voice.closing})) for voice in VOICES.values()]
    tunes = [voice.closing for voice in VOICES.values()]
    assert len(set(tunes)) == len(tunes)
    assert all(any(step in (2, 7) for step in chord) for chord in chords), "each holds an A"


def test_the_assessments_end_in_one_chord() -> None:
    assert {at_s for _, at_s in VOICES[Instrument.QUIET].closing} == {0.0}


def test_no_two_instruments_sound_alike() -> None:
    kinds = list(Instrument)
    heard = [played(each).notes[4] for each in kinds]
    for i, one in enumerate(heard):
        for other in heard[i + 1 :]:
            size = min(len(one), len(other))
            assert not np.array_equal(one[:size], other[:size])


def test_rewards_come_in_figures_of_five_that_end_on_a() -> None:
    steps = [reward_step(count) for count in range(1, 41)]
    assert {SCALE_HZ[step] for step in steps[4::5]} <= {440.0, 880.0}
    assert all(SCALE_HZ[figure[-1]] in (440.0, 880.0) for figure in FIGURES)
    assert steps[:5] != steps[5:10]
    assert steps[:20] == steps[20:40]


def test_the_guiding_note_is_higher_the_nearer_and_spans_an_octave() -> None:
    steps = [guide_step(nearness / 10) for nearness in range(-2, 13)]
    assert steps == sorted(steps)
    assert SCALE_HZ[steps[-1]] == 2 * SCALE_HZ[steps[0]]


def test_every_cue_has_its_notes_and_the_weights_are_told_by_a_sound_of_their_own() -> None:
    assert {*PHRASES, Cue.ENDED} == set(Cue)
    sounds = {each: played(each) for each in (Instrument.KALIMBA, Instrument.GLASS)}
    for cue in WEIGHT_CUES:
        one, other = (each.cues[cue] for each in sounds.values())
        assert np.array_equal(one, other)


def test_a_place_whose_rewards_ring_a_bell_has_one_and_no_other_place_has() -> None:
    for activity in activities().values():
        rings = activity.rings_at(activity.seconds[0]) is not None
        assert rings == (Cue.BELL in played(activity.heard_with).cues), activity.name
    bell = mono(played(activity_named("slalom").heard_with).cues[Cue.BELL])
    strokes = [round(at_s * RATE_HZ) for _, at_s in PHRASES[Cue.BELL]]
    assert np.abs(bell[: strokes[0]]).max() == 0.0, "its light is still on the way"
    soon = RATE_HZ // 10
    louder = [
        np.abs(bell[at : at + soon]).max() / np.abs(bell[at - soon : at]).max()
        for at in strokes[1:]
    ]
    assert min(louder) > 1.5
    assert abs(pitch_hz(bell) - A_HZ) < 4


def test_the_same_bytes_every_time() -> None:
    first, again = rendered(Instrument.CHIMES), rendered(Instrument.CHIMES)
    assert all(np.array_equal(a, b) for a, b in zip(first.notes, again.notes, strict=True))
    assert np.array_equal(first.pad, again.pad)
