"""`baps replay`: a stored trial in a picture, a strip and an animation; and what it refuses."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pygame
import pytest
from click.testing import CliRunner, Result
from PIL import Image

from games.engine.setup import LIKELY_STATION
from games.pictures import draw_moment, draw_result
from games.registry import activity_named
from trainer.cli.main import cli
from trainer.recording.container import pack
from trainer.recording.trial import Recording
from trainer.sessions.preparation import setup_of
from trainer.store import Store

SIZE = "320x180"
PIXELS = (320, 180)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BAPS_HOME", str(folder))
        patch.delenv("BAPS_DB", raising=False)
        board = ("--board", "sim:patient?skill=0.6", "--headless", "--fast")
        done = CliRunner().invoke(cli, ("play", "bullseye", *board, "--seconds", "5"))
        assert done.exit_code == 0, done.output
        yield folder


@pytest.fixture(scope="module")
def recording(home: Path) -> Recording:
    with Store.open() as store:
        (series,) = store.history("SIM").series
        return store.load_recording(series.trials[0].trial_id)


def replay(*arguments: object) -> Result:
    return CliRunner().invoke(cli, ("replay", *map(str, arguments)))


def refused(result: Result, code: int = 1) -> str:
    """The one line of an error. Outside of click's own errors it is the text of an exception."""
    assert result.exit_code == code
    error = result.exception
    line = result.output.strip().splitlines()[-1] if result.output.strip() else str(error)
    assert "Traceback" not in result.output
    return line


def pixels(image: Image.Image) -> np.ndarray:
    return np.asarray(image.convert("RGB"))


def apart(one: np.ndarray, other: np.ndarray) -> float:
    return float(np.abs(one.astype(int) - other.astype(int)).mean())


def surface_pixels(surface: pygame.Surface) -> np.ndarray:
    return pygame.surfarray.array3d(surface).swapaxes(0, 1)


def drawn_at(recording: Recording, t_s: float) -> np.ndarray:
    activity = activity_named("bullseye")
    setup = setup_of(recording, LIKELY_STATION)
    return surface_pixels(draw_moment(activity, setup, recording, t_s, size=PIXELS))


def test_a_picture_of_a_moment_is_that_moment(recording: Recording, tmp_path: Path) -> None:
    out = tmp_path / "moment.png"
    done = replay(recording.header.trial_id[:8], "--out", out, "--at", 3.2, "--size", SIZE)
    assert done.exit_code == 0, done.output
    assert str(out) in done.output
    assert np.array_equal(pixels(Image.open(out)), drawn_at(recording, 3.2))


def test_a_strip_goes_from_the_start_to_the_end(recording: Recording, tmp_path: Path) -> None:
    out = tmp_path / "strip.png"
    done = replay(recording.header.trial_id, "--out", out, "--frames", 4, "--size", SIZE)
    assert done.exit_code == 0, done.output
    strip = pixels(Image.open(out))
    assert strip.shape[:2] == (2 * 180 + 8, 3 * 320 + 2 * 8)
    assert np.array_equal(strip[:180, :320], drawn_at(recording, 0.0))
    times = recording.samples.t_s
    length_s = 8.0
    assert times[-1] > length_s
    assert np.array_equal(strip[188:, :320], drawn_at(recording, length_s))


@pytest.mark.parametrize("ending", ["gif", "webp"])
def test_an_animation_shows_the_trial_and_then_its_result(
    recording: Recording, tmp_path: Path, ending: str
) -> None:
    out = tmp_path / f"trial.{ending}"
    done = replay(recording.header.trial_id, "--out", out, "--speed", 8, "--size", SIZE)
    assert done.exit_code == 0, done.output
    step_s = {"gif": 0.64, "webp": 0.32}[ending]
    index = round(5.0 / step_s)
    with Image.open(out) as film:
        assert abs(film.n_frames - (int(10.0 / step_s) + 2)) <= 2
        film.seek(index)
        seen = pixels(film)
        film.seek(film.n_frames - 1)
        last = pixels(film)
    assert apart(seen, drawn_at(recording, index * step_s - 2.0)) < 5
    activity = activity_named("bullseye")
    setup = setup_of(recording, LIKELY_STATION)
    result = surface_pixels(draw_result(activity, setup, recording, size=PIXELS))
    assert apart(last, result) < 5
    assert apart(seen, result) > 8, "they are told apart by such a measure"


def test_a_recording_in_a_file_is_shown_as_the_stored_one(
    recording: Recording, tmp_path: Path
) -> None:
    kept, out = tmp_path / "trial.baps", tmp_path / "moment.png"
    kept.write_bytes(pack(recording))
    done = replay(kept, "--out", out, "--at", 2.0, "--size", SIZE)
    assert done.exit_code == 0, done.output
    assert np.array_equal(pixels(Image.open(out)), drawn_at(recording, 2.0))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--out", "trial.mp4"), "a picture or strip is a .png, an animation a .gif or .webp"),
        (("--out", "trial"), "a picture or strip is a .png"),
        (("--out", "a.gif", "--at", "2"), "--at and --frames make a picture"),
        (("--out", "a.webp", "--frames", "2"), "--at and --frames make a picture"),
        (("--out", "a.png", "--speed", "2"), "--speed is an animation's"),
        (("--out", "a.png", "--at", "2", "--frames", "2"), "give one of them"),
        (("--out", "a.png", "--size", "10x10"), "no size from 320x180"),
        (("--out", "a.png", "--size", "wide"), "no size from 320x180"),
        (("--out", "a.png", "--frames", "0"), "not in the range"),
        (("--out", "a.gif", "--speed", "nan"), "not a number"),
        ((), "Missing option '--out'"),
    ],
)
def test_what_does_not_fit_together_is_wrong_use(home: Path, arguments, said: str) -> None:
    done = replay("00000000", *arguments)
    assert done.exit_code == 2
    assert said in done.output


def test_a_trial_that_is_not_there_is_one_line(home: Path, tmp_path: Path) -> None:
    out = tmp_path / "a.png"
    assert "there is no trial ffffffff" in refused(replay("ffffffff", "--out", out))
    missing = tmp_path / "no.baps"
    assert f"there is no file {missing}" in str(replay(missing, "--out", out).exception)
    assert list(tmp_path.iterdir()) == []


def test_wobble_board_data_is_no_trial(home: Path, tmp_path: Path) -> None:
    data = tmp_path / "wobble.json"
    data.write_text("[]")
    assert "holds no trial" in refused(replay(data, "--out", tmp_path / "a.png"))


def test_an_activity_that_no_longer_exists_is_told(recording: Recording, tmp_path: Path) -> None:
    header = recording.header
    old = replace(header, conditions=replace(header.conditions, activity="hopscotch"))
    kept = tmp_path / "old.baps"
    kept.write_bytes(pack(replace(recording, header=old)))
    said = refused(replay(kept, "--out", tmp_path / "a.png"))
    assert "hopscotch" in said
    assert "this version does not have" in said


def test_parameters_of_another_version_are_told(recording: Recording, tmp_path: Path) -> None:
    odd = replace(recording.header, parameters={"gate_radius_deg": "wide"})
    kept = tmp_path / "odd.baps"
    kept.write_bytes(pack(replace(recording, header=odd)))
    said = refused(replay(kept, "--out", tmp_path / "a.png"))
    assert "cannot be shown by this version" in said


def test_a_recording_whose_tilt_is_damaged_or_that_is_empty_is_told(
    recording: Recording, tmp_path: Path
) -> None:
    kept, out = tmp_path / "trial.baps", tmp_path / "a.png"
    with zipfile.ZipFile(io.BytesIO(pack(recording))) as whole, zipfile.ZipFile(kept, "w") as part:
        for name in whole.namelist():
            if name != "board_derived.parquet":
                part.writestr(name, whole.read(name))
    said = refused(replay(kept, "--out", out, "--at", 1))
    assert "the tilt of trial" in said
    assert "computes it again" in said
    kept.write_bytes(pack(replace(recording, samples=recording.samples[:0])))
    assert "no samples to show" in refused(replay(kept, "--out", out))
    kept.write_bytes(b"something else")
    assert "cannot be replayed" in str(replay(kept, "--out", out).exception)


def test_no_file_is_replaced_unasked_and_none_is_left_half_written(
    recording: Recording, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trial, out = recording.header.trial_id, tmp_path / "a.png"
    out.write_bytes(b"mine")
    assert "exists already" in refused(replay(trial, "--out", out, "--at", 1, "--size", SIZE))
    assert out.read_bytes() == b"mine"

    def full(_image: Image.Image, file: io.BytesIO, **_: object) -> None:
        file.write(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Image.Image, "save", full)
    arguments = (trial, "--out", out, "--at", 1, "--size", SIZE, "--overwrite")
    assert "No space left on device" in refused(replay(*arguments))
    assert out.read_bytes() == b"mine"
    assert [path.name for path in tmp_path.iterdir()] == ["a.png"]
    monkeypatch.undo()


def test_a_folder_that_is_not_there_or_a_name_that_is_a_folder_is_told(
    home: Path, tmp_path: Path
) -> None:
    assert "there is no folder" in refused(replay("00000000", "--out", tmp_path / "no" / "a.png"))
    (tmp_path / "b.png").mkdir()
    assert "is a folder" in refused(replay("00000000", "--out", tmp_path / "b.png"))


def test_an_animation_that_would_never_end_is_refused(recording: Recording, tmp_path: Path) -> None:
    out = tmp_path / "a.webp"
    said = refused(replay(recording.header.trial_id, "--out", out, "--speed", 0.05))
    assert "3000 is the most" in said
    assert not out.exists()
