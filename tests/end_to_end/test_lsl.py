"""Programs that are not ours receive the streams: a plain inlet, and LabRecorder into an XDF file.

Each stream is compared with the recording that was made of the same samples meanwhile. Both
programs may begin late, so what they got is looked up by its `seq`.
"""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from tests.end_to_end.conftest import add_k7, kept_trials
from tests.end_to_end.labrecorder import recorded_to
from tests.scripted_board import header_of
from trainer.link.uri import LinkContext
from trainer.motion.readings import accel_g, gyro_deg_s
from trainer.recording.columns import Columns
from trainer.recording.trial import Recording
from trainer.sessions.announced import BOARD, EVENTS, LOAD, THIGH
from trainer.sessions.board import OpenBoard
from trainer.sessions.lsl import clock_offset_s
from trainer.sessions.opening import ready_board
from trainer.sessions.streaming import Streamer

pytest.importorskip("pylsl", reason="pylsl is not installed; make .venv/.dev installs it")

PATIENCE_S = 120.0
STREAMED_S = 2.0
INLET = """
import sys
import numpy as np
from pylsl import StreamInlet, resolve_byprop

count, source, out = sys.argv[1:]
inlet = StreamInlet(resolve_byprop("source_id", source, timeout=120.0)[0], recover=False)
inlet.open_stream(60.0)
# A stream of events has no labels.
labels = [str(label) for label in inlet.info(60.0).get_channel_labels() or ()]
rows, times = [], []
while len(times) < int(count):
    chunk, stamps = inlet.pull_chunk(1.0, 4096)
    rows += chunk
    times += stamps
np.savez(out, labels=labels, rows=np.array(rows), times=np.array(times))
"""


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BAPS_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("BAPS_DB", raising=False)
    return tmp_path


@dataclass(frozen=True)
class Received:
    """What another program got of one stream."""

    labels: list[str]
    rows: np.ndarray
    times_s: np.ndarray

    def column(self, label: str) -> np.ndarray:
        return np.ascontiguousarray(self.rows[:, self.labels.index(label)])


@contextmanager
def streaming(seed: int) -> Iterator[tuple[OpenBoard, Streamer]]:
    """A simulated board in real time with all sensors, recorded and published.

    The seed makes its URI, and so its source ids, unlike those of tests that run beside this one.
    """
    uri = f"sim:patient?cells=80&thigh=1&contacts=1&rail=0.2&seed={seed}"
    with ready_board(uri, lambda _: None, LinkContext()) as board:
        board.feed.begin_recording(header_of)
        streamer = Streamer(board)
        streamer.begin()
        try:
            yield board, streamer
        finally:
            streamer.end()


def wait_until(ready, why: str) -> None:
    until_s = time.monotonic() + PATIENCE_S
    while not ready():
        assert time.monotonic() < until_s, why
        time.sleep(0.02)


def assert_equal(got: Received, recorded: Columns, names: list[str]) -> None:
    """The same samples without a gap, bit for bit."""
    seq = got.column("seq").astype(np.int64)
    first = int(np.searchsorted(recorded.seq, seq[0]))
    rows = recorded[first : first + len(seq)]
    assert len(seq) > 50
    assert np.array_equal(seq, rows.seq)
    for name in names:
        assert got.column(name).tobytes() == getattr(rows, name).tobytes(), name
    assert (np.diff(got.times_s) > 0).all()


def assert_motion(got: Received, recording: Recording) -> None:
    """Counts of the recording, in the units of the stream."""
    rows = recording.samples[np.searchsorted(recording.samples.seq, got.column("seq"))]
    setup = recording.header.setup
    for at, axis in enumerate("xyz"):
        accel, gyro = accel_g(rows.accel_counts, setup), gyro_deg_s(rows.gyro_counts, setup)
        assert got.column(f"a{axis}_g").tobytes() == accel[:, at].copy().tobytes()
        assert got.column(f"g{axis}_deg_s").tobytes() == gyro[:, at].copy().tobytes()


MOST_OFF_S = 0.05
"""Usually they are less than 0.001 s off; a busy computer moves the map between the two."""


def assert_placed(got: Received, recording: Recording) -> None:
    """Times on LSL's clock: the device's, by the map of the recording and the clocks' offset."""
    offset_s = clock_offset_s()
    rows = recording.samples[np.searchsorted(recording.samples.seq, got.column("seq"))]
    delayed_us = rows.device_us - recording.header.setup.delay_us
    expected_s = recording.clock_map.host_ns(delayed_us) / 1e9 + offset_s
    assert np.abs(got.times_s - expected_s).max() < MOST_OFF_S
    assert np.ptp(got.times_s) == pytest.approx(np.ptp(rows.t_s), rel=0.03)


def test_an_inlet_that_is_not_ours_gets_what_the_recording_holds(tmp_path: Path) -> None:
    wanted = {BOARD: 900, LOAD: 140, THIGH: 900}
    with streaming(seed=20_261) as (board, streamer):
        inlets = {
            name: inlet_of(streamer.forms[name].source_id, count, tmp_path / f"{name}.npz")
            for name, count in wanted.items()
        }
        try:
            for name, inlet in inlets.items():
                assert inlet.wait(PATIENCE_S) == 0, name
        finally:
            for inlet in inlets.values():
                inlet.kill()
        recording = board.feed.end_recording()
    found = {name: loaded(tmp_path / f"{name}.npz") for name in wanted}
    tilt = ["t_s", "ap_deg", "ml_deg", "ap_rate_deg_s", "ml_rate_deg_s"]
    assert_equal(found[BOARD], recording.samples, tilt)
    assert_motion(found[BOARD], recording)
    assert_placed(found[BOARD], recording)
    assert_equal(found[LOAD], recording.load, ["t_s", "load_n", "cop_ap_mm", "cop_ml_mm"])
    thigh = ["t_s", "thigh_flexion_deg", "thigh_medial_lean_deg"]
    assert_equal(found[THIGH], recording.body, thigh)


PLAY = [sys.executable, "-m", "trainer.cli.main", "play", "bullseye", "--headless", "--lsl"]


def test_an_inlet_gets_a_played_trial_and_its_events_as_they_are_stored(tmp_path: Path) -> None:
    home = tmp_path / "home"
    add_k7(home)
    asked = ["--patient", "K7", "--side", "right", "--seconds", "5"]
    board = ["--board", "sim:patient?skill=0.9&seed=20266"]
    out = {name: tmp_path / f"{name}.npz" for name in (BOARD, EVENTS)}
    inlets: list[subprocess.Popen[bytes]] = []
    with subprocess.Popen([*PLAY, *asked, *board], stderr=subprocess.PIPE, text=True) as play:
        try:
            source = published_by(play)
            inlets.append(inlet_of(source, 3500, out[BOARD]))
            inlets.append(inlet_of(source.replace(BOARD, EVENTS), 4, out[EVENTS]))
            assert [inlet.wait(PATIENCE_S) for inlet in inlets] == [0, 0]
            play.communicate(timeout=PATIENCE_S)
        finally:
            for process in (play, *inlets):
                process.kill()
    ((_, recording),) = kept_trials(home)
    got = loaded(out[BOARD])
    samples = recording.samples
    both, received, stored = np.intersect1d(got.column("seq"), samples.seq, return_indices=True)
    assert len(both) > 1500
    for name in ("ap_deg", "ml_deg", "ap_rate_deg_s"):
        assert np.array_equal(got.column(name)[received], getattr(samples, name)[stored]), name
    marks = [json.loads(text) for (text,) in loaded(out[EVENTS]).rows]
    start = [mark["event"] for mark in marks].index("start")
    assert marks[start - 1]["trial_id"] == recording.header.trial_id
    assert marks[start + 1]["event"] == "measure_from"


def published_by(play: "subprocess.Popen[str]") -> str:
    """The board's source id, as the program says it."""
    assert play.stderr is not None
    for line in play.stderr:
        if "source ids " in line:
            return line.partition("source ids ")[2].split()[0]
    raise AssertionError("it published nothing")


def inlet_of(source_id: str, count: int, out: Path) -> "subprocess.Popen[bytes]":
    """A process that receives so many samples and writes them to a file."""
    return subprocess.Popen([sys.executable, "-c", INLET, str(count), source_id, str(out)])


def loaded(path: Path) -> Received:
    with np.load(path) as file:
        return Received(file["labels"].tolist(), file["rows"], file["times"])


def test_an_xdf_file_by_labrecorder_holds_what_the_recording_holds(tmp_path: Path) -> None:
    pyxdf = pytest.importorskip("pyxdf", reason="pyxdf is not installed; make .venv/.dev does it")
    path = tmp_path / "visit.xdf"
    with streaming(seed=20_262) as (board, streamer):
        asked = [form.source_id for form in streamer.forms.values()]
        with recorded_to(path, asked, lambda: streamer.heard):
            before = streamer.samples
            streamer._mark("remark", {"by": "the test"}, streamer._clock.now_s())
            wait_until(lambda: streamer.samples - before > 500 * STREAMED_S, "no samples come")
        recording = board.feed.end_recording()
    streams, _ = pyxdf.load_xdf(str(path), synchronize_clocks=False, dejitter_timestamps=False)
    by_source = {stream["info"]["source_id"][0]: stream for stream in streams}
    found = {name: by_source[form.source_id] for name, form in streamer.forms.items()}
    got = of_xdf(found[BOARD])
    assert_equal(got, recording.samples, ["t_s", "ap_deg", "ml_deg", "ap_rate_deg_s"])
    assert_motion(got, recording)
    assert_placed(got, recording)
    assert_equal(of_xdf(found[LOAD]), recording.load, ["t_s", "load_n"])
    assert_equal(of_xdf(found[THIGH]), recording.body, ["t_s", "thigh_flexion_deg"])
    marks = [json.loads(text) for (text,) in found[EVENTS]["time_series"]]
    assert {"event": "remark", "by": "the test"} in marks
    assert_described(found[BOARD]["info"], board)


def of_xdf(stream: dict) -> Received:
    channels = stream["info"]["desc"][0]["channels"][0]["channel"]
    labels = [channel["label"][0] for channel in channels]
    return Received(labels, stream["time_series"], stream["time_stamps"])


def assert_described(info: dict, board: OpenBoard) -> None:
    """The file says what the numbers are and what made them."""
    description = info["desc"][0]
    units = [c["unit"][0] for c in description["channels"][0]["channel"]]
    assert units[:5] == ["s", "1", "1", "deg", "deg"]
    made = description["acquisition"][0]
    assert made["board_id"] == [f"{board.identity.board_id:016x}"]
    assert made["settings"][0]["calibrated"] == ["true"]
    assert float(description["clock_map"][0]["ns_per_us"][0]) == pytest.approx(1000.0, rel=0.02)
    assert float(info["nominal_srate"][0]) == 500.0
