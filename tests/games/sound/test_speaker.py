"""What the mixer is asked for: never more than it has, and nothing where there is no sound."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pygame
import pytest

from games.engine.sound import speaker as speaker_module
from games.engine.sound.instruments import Instrument
from games.engine.sound.speaker import NOTES_AT_ONCE, PAD_FADES_MS, Speaker, Voices, loudness
from games.engine.sound.synthesis import RATE_HZ
from games.engine.sound.tuning import Cue

ROOT = Path(__file__).parents[3]


class FakeChannel:
    """A channel that sounds until it is told to end."""

    def __init__(self) -> None:
        self.busy = False
        self.played: list[object] = []

    def play(self, sound: object, loops: int = 0) -> None:
        self.busy = True
        self.played.append(sound)

    def set_volume(self, left: float, right: float) -> None: ...

    def get_busy(self) -> bool:
        return self.busy

    def fadeout(self, time: int) -> None: ...


def test_a_note_takes_a_free_channel_and_else_the_one_that_has_sounded_longest() -> None:
    channels = [FakeChannel() for _ in range(3)]
    voices = Voices(channels)
    for name in ("a", "b", "c"):
        voices.play(name, 1.0, 1.0)  # type: ignore[arg-type]
    assert [channel.played for channel in channels] == [["a"], ["b"], ["c"]]
    channels[1].busy = False
    voices.play("d", 1.0, 1.0)  # type: ignore[arg-type]
    assert channels[1].played == ["b", "d"]
    voices.play("e", 1.0, 1.0)  # type: ignore[arg-type]
    assert channels[0].played == ["a", "e"], "the oldest of those that sound"


@pytest.fixture
def speaker() -> Iterator[Speaker]:
    made = Speaker(muted=False)
    yield made
    pygame.mixer.quit()


def sounding() -> list[int]:
    return [i for i in range(pygame.mixer.get_num_channels()) if pygame.mixer.Channel(i).get_busy()]


def test_more_notes_than_channels_never_ask_for_one_that_is_not_there(speaker: Speaker) -> None:
    speaker.tune(Instrument.WOOD_BLOCKS)
    speaker.pad(1.0)
    for step in range(3 * NOTES_AT_ONCE):
        speaker.note(step % 10, side=0.5)
    for cue in Cue:
        speaker.cue(cue)
    assert pygame.mixer.get_num_channels() == 1 + NOTES_AT_ONCE
    assert len(sounding()) == 1 + NOTES_AT_ONCE


def test_the_device_runs_at_the_rate_the_notes_were_made_for(speaker: Speaker, monkeypatch) -> None:
    asked: dict[str, int] = {}
    real = pygame.mixer.init

    def init(*arguments: int, **changes: int) -> None:
        asked.update(changes)
        real(*arguments, **changes)

    monkeypatch.setattr(pygame.mixer, "init", init)
    speaker.tune(Instrument.KALIMBA)
    assert pygame.mixer.get_init() == (RATE_HZ, -16, 2)
    assert asked == {"allowedchanges": 0}, "a device of 48 kHz would play all notes too high"


def test_the_device_is_not_opened_before_the_first_instrument() -> None:
    pygame.mixer.quit()
    made = Speaker(muted=False)
    made.note(3)
    made.cue(Cue.PAUSED)
    made.pad(1.0)
    assert pygame.mixer.get_init() is None


def test_an_instrument_is_rendered_once_and_old_ones_are_dropped(monkeypatch, speaker) -> None:
    asked: list[Instrument] = []
    real = speaker_module.rendered

    def counted(instrument: Instrument):
        asked.append(instrument)
        return real(instrument)

    monkeypatch.setattr(speaker_module, "rendered", counted)
    order = [Instrument.SURF, Instrument.WOOD_BLOCKS, Instrument.SURF, Instrument.BAMBOO]
    for instrument in order:
        speaker.tune(instrument)
    assert asked == [Instrument.SURF, Instrument.WOOD_BLOCKS, Instrument.BAMBOO]


def test_a_pad_that_ends_or_belongs_to_another_place_fades_away(speaker, monkeypatch) -> None:
    faded: list[int] = []
    speaker.tune(Instrument.WOOD_BLOCKS)
    monkeypatch.setattr(speaker, "_pad_channel", FakeChannel())
    monkeypatch.setattr(FakeChannel, "fadeout", lambda _self, ms: faded.append(ms))
    speaker.pad(1.0)
    speaker.pad(0.5)
    assert len(speaker._pad_channel.played) == 1, "one loop, louder and softer"
    speaker.pad(0.0)
    speaker.pad(0.0)
    assert faded == [PAD_FADES_MS]
    speaker.pad(1.0)
    speaker.tune(Instrument.SURF)
    assert faded == [PAD_FADES_MS] * 2


def test_mute_silences_all_at_once_and_the_pad_comes_back_after_it(speaker: Speaker) -> None:
    speaker.tune(Instrument.WOOD_BLOCKS)
    speaker.pad(0.5)
    speaker.cue(Cue.ENDED)
    speaker.toggle_mute()
    assert sounding() == []
    speaker.pad(0.6)
    speaker.note(3)
    assert sounding() == []
    speaker.toggle_mute()
    speaker.pad(0.7)
    assert sounding() == [0]


def test_no_audio_device_is_silence_and_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    tried = []

    def no_device(*_: object, **__: object) -> None:
        tried.append(1)
        raise pygame.error("no available audio device")

    pygame.mixer.quit()
    monkeypatch.setattr(pygame.mixer, "init", no_device)
    made = Speaker(muted=False)
    for _ in range(2):
        made.tune(Instrument.KALIMBA)
        made.note(3)
        made.cue(Cue.STARTED)
        made.pad(1.0)
        made.toggle_mute()
    assert len(tried) == 1, "a device that is not there is not asked for again"


def test_a_note_from_one_side_is_loud_there_and_soft_on_the_other() -> None:
    assert loudness(0.0) == (1.0, 1.0)
    left, right = loudness(-1.0)
    assert left == 1.0
    assert 20 * np.log10(right) < -15
    assert loudness(1.0) == (right, left)
    assert loudness(-7.0) == loudness(-1.0)


PLAY = """
import sys, time
from games.engine.sound import speaker as speaker_module
from games.engine.sound.instruments import Instrument
from games.engine.sound.speaker import Speaker
speaker = Speaker(muted=False)
speaker.tune(Instrument.WOOD_BLOCKS)
speaker.note(5, side=-1.0)
time.sleep(0.5)
"""


def test_what_leaves_the_mixer_is_the_note_on_its_side(tmp_path: Path) -> None:
    """Through SDL's own device, which writes what it would play to a file."""
    file = tmp_path / "played.raw"
    environment = {**os.environ, "SDL_AUDIODRIVER": "disk", "SDL_DISKAUDIOFILE": str(file)}
    done = subprocess.run(
        [sys.executable, "-c", PLAY],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    left, right = np.frombuffer(file.read_bytes(), dtype=np.int16).reshape(-1, 2).T.astype(float)
    assert np.abs(left).max() > 4000
    assert 20 * np.log10(np.std(right) / np.std(left)) < -15
    spectrum = np.abs(np.fft.rfft(left))
    hz = np.fft.rfftfreq(len(left), 1 / RATE_HZ)[spectrum.argmax()]
    assert hz == pytest.approx(659.26, abs=8)
