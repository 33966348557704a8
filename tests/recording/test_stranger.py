"""What the page says is what the bytes are: a reader made from it alone reads every form."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from tests.recording import stranger
from tests.recording.any_samples import any_rows, any_samples
from tests.recordings import header, some_events, swaying
from trainer.recording.body import BodySamples, BodySetup
from trainer.recording.container import End, JournalForm, pack, unpack
from trainer.recording.container.plain import plain_bytes
from trainer.recording.json_form import to_json
from trainer.recording.load import LoadSamples, LoadSetup
from trainer.recording.samples import Samples
from trainer.recording.trial import ClockMap, Recording

GOLDEN = Path(__file__).with_name("golden_v1.baps")


@pytest.mark.parametrize("sway_deg", [0.0, 4.0, 40.0])
def test_a_trial_is_read_by_the_page_alone(sway_deg: float) -> None:
    recording = swaying(900, sway_deg)
    read_header, plain, events, end = stranger.read(pack(recording))
    assert read_header == to_json(recording.header)
    assert plain == plain_bytes(recording.samples)
    assert events == to_json(recording.events)
    assert end["clock_map"] == to_json(recording.clock_map)


@settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=60)
@given(any_samples())
def test_any_samples_are_read_by_the_page_alone(samples: Samples) -> None:
    recording = Recording(header(), samples, some_events(len(samples)), ClockMap())
    assert stranger.read(pack(recording))[1] == plain_bytes(samples)


def test_a_journal_is_read_by_the_page_alone() -> None:
    recording = swaying(120)
    pieces = (
        JournalForm.begin(recording.header),
        JournalForm.samples(recording.samples[:50]),
        JournalForm.events(recording.events[:1]),
        JournalForm.samples(recording.samples[50:]),
        JournalForm.events(recording.events[1:]),
        JournalForm.end(End.of(recording)),
    )
    _, plain, events, _ = stranger.read(b"".join(pieces))
    assert plain == plain_bytes(recording.samples)
    assert events == to_json(recording.events)


def test_a_recording_written_when_the_version_was_new_is_still_read_the_same() -> None:
    data = GOLDEN.read_bytes()
    recording = unpack(data)
    _, plain, events, _ = stranger.read(data)
    assert plain_bytes(recording.samples) == plain
    assert to_json(recording.events) == events
    assert recording.header == replace(header(), start=recording.header.start)
    assert len(recording.samples) == 200
    assert recording.samples.seq[0] == 70_000
    assert recording.samples.device_us[-1] - recording.samples.device_us[0] in range(
        397_900, 398_100
    )


@settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=60)
@given(any_rows(LoadSamples), any_rows(BodySamples))
def test_any_load_cells_and_body_sensor_are_read_by_the_page_alone(
    load: LoadSamples, body: BodySamples
) -> None:
    whole = header(load=LoadSetup(), body=BodySetup())
    recording = Recording(whole, Samples.empty(), (), ClockMap(), load, body)
    read_header, plain, _, _ = stranger.read_all(pack(recording))
    assert read_header == to_json(whole)
    assert plain == (b"", plain_bytes(load), plain_bytes(body))
