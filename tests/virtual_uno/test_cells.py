"""The simulated HX711, read by a firmware of twenty lines that knows nothing but the datasheet."""

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
import serial

from tests.virtual_uno.building import build_sketch, built_or_skip
from tests.virtual_uno.outcome import LoadTruth, Report
from tests.virtual_uno.setup import LoadCell, LoadCells, Setup, four_cells
from tests.virtual_uno.virtual_uno import VirtualUno
from trainer.wire.codec import encode
from trainer.wire.messages import Start

SKETCH = Path(__file__).parent / "sketches/read_cells.c"
MARK = 0xA5
FRAME_BYTES = 13
NEARLY_FULL_BYTES = 4000
"""Linux keeps 4095 bytes for a reader."""
HIGHEST, LOWEST = 0x7FFFFF, -0x800000
FORCES_N = np.array([100.0, 200.0, -50.0, 400.0])
QUIET = four_cells(noise_counts=0.0)

Seen = tuple[npt.NDArray[np.int64], LoadTruth, Report]
ReadCells = Callable[..., Seen]
SendCells = Callable[..., tuple[bytes, LoadTruth, Report]]
BEFORE_THE_STREAM = 6


@pytest.fixture
def send_cells(tmp_path: Path) -> SendCells:
    """The bytes of so many readings as the firmware sent them, beside the truth."""
    built_or_skip()

    def read(
        cells: Sequence[LoadCell | None] = QUIET,
        readings: int = 60,
        schedule: Sequence[str] = (),
        **defines: int,
    ) -> tuple[bytes, LoadTruth, Report]:
        built = build_sketch(SKETCH, tmp_path / "read_cells.elf", **defines)
        load = LoadCells(cells, np.tile(FORCES_N, (2, 1)))
        with VirtualUno(built, Setup(fast=True, cells=load, schedule=schedule)) as uno:
            sent = _read(uno.port, readings)
            truth = uno.load_truth()
            return sent, truth, uno.report()

    return read


@pytest.fixture
def read_cells(send_cells: SendCells) -> ReadCells:
    """What the firmware sent of so many readings, beside the truth."""

    def read(*args: Any, **options: Any) -> Seen:
        sent, truth, report = send_cells(*args, **options)
        return _counts(sent), truth, report

    return read


def _read(port: str, readings: int) -> bytes:
    """So many frames. Behind the first the stream, and with it load and schedule, begins."""
    with serial.Serial(port, 500_000, timeout=120) as line:
        first = line.read(FRAME_BYTES)
        line.write(encode(Start(1, 0, 0, 80, 2, 0)))
        return first + line.read(FRAME_BYTES * (readings - 1))


def _counts(sent: bytes) -> npt.NDArray[np.int64]:
    frames = np.frombuffer(sent, np.uint8).reshape(-1, FRAME_BYTES)
    assert np.all(frames[:, 0] == MARK)
    low, middle, high = (frames[:, 1 + i :: 3].astype(np.int64) for i in range(3))
    counts = low | middle << 8 | high << 16
    return np.where(counts > HIGHEST, counts + 2 * LOWEST, counts)


def _ideal(cells: Sequence[LoadCell]) -> npt.NDArray[np.float64]:
    return np.array(
        [c.zero_counts + n * c.counts_per_newton for c, n in zip(cells, FORCES_N, strict=True)]
    )


def test_the_lines_carry_what_was_converted_most_significant_bit_first(
    read_cells: ReadCells,
) -> None:
    cells = tuple(LoadCell(noise_counts=0.0, zero_counts=z) for z in (-300, 7, 0, 81))
    sent, truth, report = read_cells(cells)
    assert np.all(sent == np.round(_ideal(cells)))
    assert np.array_equal(sent, truth.delivered[: len(sent)])
    assert report.load.corrupted == report.load.incomplete == 0


def test_each_cell_converts_on_a_clock_of_its_own(read_cells: ReadCells) -> None:
    _, truth, report = read_cells(QUIET, readings=240)
    seconds = (truth.world_us[-1] - truth.world_us[0]) * 1e-6
    rates = (truth.conversion[-1] - truth.conversion[0]) / seconds
    assert np.allclose(rates, [80 * (1 + c.clock_pct / 100) for c in QUIET], atol=2 / seconds)
    # Some readings are older than the stream's first slot; a quick host stops soon after them.
    expected = 80 * 0.966 * report.stream_s
    assert abs(report.load.readings - expected) < 0.02 * expected + BEFORE_THE_STREAM


def test_a_conversion_that_ends_as_the_processor_starts_is_not_a_cells_last(
    read_cells: ReadCells,
) -> None:
    conversions, start_us = 140, 1_700_010
    cell = LoadCell(clock_pct=100 * (conversions * 12_500 / start_us - 1), noise_counts=0.0)
    _, truth, _ = read_cells((cell, *QUIET[1:]), readings=12)
    assert truth.conversion[0, 0] in (conversions - 1, conversions)
    assert truth.conversion[-1, 0] > conversions


def test_a_conversion_that_ends_within_a_reading_corrupts_it(read_cells: ReadCells) -> None:
    sent, truth, report = read_cells(QUIET, readings=240)
    assert 0 < truth.corrupted.sum() == report.load.corrupted < 20
    assert not truth.corrupted[:, 1].any(), "the slowest cell is read right after it is ready"
    arrived = ~truth.corrupted[: len(sent)]
    assert np.all((sent == _ideal(QUIET))[arrived])
    assert np.any((sent != _ideal(QUIET))[~arrived])


def test_data_nobody_fetched_is_replaced_by_the_next_conversion(read_cells: ReadCells) -> None:
    cells = (LoadCell(rate_hz=10), *QUIET[1:])
    _, truth, report = read_cells(cells, readings=20)
    assert np.all(np.diff(truth.conversion[:, 0]) == 1)
    assert np.all(np.diff(truth.conversion[:, 1:], axis=0) >= 7)
    assert report.load.worst_age_us < 1e6 / 75


@pytest.mark.parametrize(("pulses", "gain"), [(25, 1.0), (26, 0.0), (27, 0.5)])
def test_the_count_of_pulses_chooses_the_next_conversions_input(
    read_cells: ReadCells, pulses: int, gain: float
) -> None:
    cells = tuple(LoadCell(noise_counts=0.0) for _ in FORCES_N)
    sent, _, _ = read_cells(cells, readings=12, PULSES=pulses)
    assert np.all(sent[0] == _ideal(cells))
    between = 0.75 * sent[0] + 0.25 * gain * sent[0]
    assert np.allclose(sent[1], between, atol=1), "not settled yet"
    assert np.allclose(sent[4:], gain * sent[0], atol=1)


def test_a_wrong_count_of_pulses_is_counted_as_corruption(read_cells: ReadCells) -> None:
    _, _, report = read_cells(QUIET, readings=12, PULSES=24)
    assert report.load.corrupted == sum(cell.fetched for cell in report.load.cells) > 0


@pytest.mark.parametrize(("high_us", "restarts"), [(40, False), (80, True)])
def test_a_clock_held_high_for_over_60_us_starts_a_cell_anew(
    read_cells: ReadCells, high_us: int, restarts: bool
) -> None:
    _, truth, report = read_cells(QUIET, HIGH_US=high_us)
    assert np.any(np.diff(truth.conversion, axis=0) < 0) == restarts
    assert np.any(truth.conversion <= 2) == restarts
    assert report.load.incomplete == 0


def test_a_saturated_cell_ends_at_the_end_of_its_scale(read_cells: ReadCells) -> None:
    cells = (LoadCell(), LoadCell(counts_per_newton=-4276.0), LoadCell(), LoadCell())
    schedule = ["0.3:cell-saturate:0", "0.3:cell-saturate:1", "0.6:cell-free:0"]
    sent, _, _ = read_cells(cells, readings=70, schedule=schedule)
    assert np.all(sent[30:45, 0] == HIGHEST)
    assert np.all(sent[30:, 1] == LOWEST)
    assert np.all(np.abs(sent[55:, 0] - sent[0, 0]) < 1000)


def test_a_cell_that_is_not_fitted_leaves_its_line_to_the_pull_up(read_cells: ReadCells) -> None:
    sent, _, report = read_cells((*QUIET[:3], None), READY_MASK=0x1C)
    assert np.all(sent[:, 3] == -1)
    assert report.load.cells[3].conversions == report.load.incomplete == 0


def test_a_stuck_cell_holds_its_line_high_until_freed(read_cells: ReadCells) -> None:
    schedule = ["0.3:cell-stick:2", "0.6:cell-free:2"]
    sent, _, _ = read_cells(QUIET, readings=80, schedule=schedule, READY_MASK=0x2C)
    assert np.all(sent[30:40, 2] == -1)
    assert np.allclose(sent[70:, 2], _ideal(QUIET)[2], atol=1)


@pytest.mark.parametrize("action", ["cell-slip", "cell-spike", "cell-miss"])
def test_a_cell_out_of_step_is_wrong_once_and_comes_back(
    read_cells: ReadCells, action: str
) -> None:
    cells = tuple(LoadCell(noise_counts=0.0) for _ in FORCES_N)
    sent, truth, report = read_cells(cells, schedule=[f"0.3:{action}:1"])
    wrong = np.flatnonzero(truth.corrupted[:, 1])
    assert len(wrong) == report.load.corrupted == 1
    assert np.any(sent[:, 1] != _ideal(cells)[1])
    assert np.all(sent[wrong[0] + 12 :, 1] == _ideal(cells)[1])
    others = [0, 2, 3]
    assert np.all(sent[:, others] == _ideal(cells)[others])


def test_a_brown_out_starts_the_cells_anew(send_cells: SendCells) -> None:
    _, truth, report = send_cells(QUIET, schedule=["0.3:brown-out"])
    assert report.resets == 2
    assert np.any(np.diff(truth.conversion, axis=0) < 0)


def test_what_was_sent_before_a_reset_reaches_a_host_that_reads_late(tmp_path: Path) -> None:
    built_or_skip()
    # Noisy cells: no two readings are alike, so that a lost one shows.
    load = LoadCells(four_cells(), np.tile(FORCES_N, (2, 1)))
    built = build_sketch(SKETCH, tmp_path / "read_cells.elf")
    with VirtualUno(built, Setup(fast=True, cells=load)) as uno:
        with serial.Serial(uno.port, 500_000, timeout=120) as line:
            while line.in_waiting < NEARLY_FULL_BYTES:
                time.sleep(0.01)
            # What is sent now lies between the two ends.
            time.sleep(0.1)
            uno.do("brown-out")
            time.sleep(0.2)
            sent = line.read(FRAME_BYTES * 900)
        truth = uno.load_truth()
    (last,) = np.flatnonzero(np.any(np.diff(truth.conversion, axis=0) < 0, axis=1))[:1]
    # The power may fail while the last frame is being sent.
    right = ~truth.corrupted[:last]
    before = _counts(sent[: FRAME_BYTES * last])
    assert np.array_equal(before[right], truth.delivered[:last][right])


def test_a_conversion_is_the_mean_force_of_four_periods(tmp_path: Path) -> None:
    built_or_skip()
    ramp_n = np.arange(4000.0)[:, None] * [0.1, 0.2, -0.1, 0.0]
    load = LoadCells(tuple(LoadCell(noise_counts=0.0) for _ in range(4)), ramp_n)
    built = build_sketch(SKETCH, tmp_path / "read_cells.elf")
    with VirtualUno(built, Setup(fast=True, cells=load)) as uno:
        _read(uno.port, 60)
        truth = uno.load_truth()
    later = truth.sampled_s[:, 0] > 0.1
    sampled_s = truth.sampled_s[later]
    assert len(sampled_s) > 40
    assert np.allclose(truth.newtons[later], sampled_s * [100, 200, -100, 0], atol=0.05)
    begun_us = truth.world_us[later] - (sampled_s[:, 0] + 2 / 80) * 1e6
    assert np.allclose(begun_us, begun_us[0], atol=5)
