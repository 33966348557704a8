"""Contacts in the diagnosis: shown as they change, judged when they stay closed."""

from dataclasses import replace

import numpy as np
import pytest

from trainer.recording.samples import (
    FLAG_BUTTON_DOWN,
    FLAG_FOOT_ON_MAT,
    FLAG_HAND_ON_RAIL,
    FLAG_NEW_DATA,
    FLAG_RAIL_OPEN,
    Sample,
    Samples,
)
from trainer.sessions.diagnosis.contacts import ContactWatch, contact_findings

SAMPLES = 100
TOUCHES = {
    FLAG_BUTTON_DOWN: ("button_released", "button_presses", "D8"),
    FLAG_FOOT_ON_MAT: ("foot_mat_free", "foot_mat_steps", "D7"),
    FLAG_HAND_ON_RAIL: ("rail_strip_free", "rail_strip_touches", "D10"),
}


def with_flag(flag: int, *stretches: slice) -> Samples:
    samples = replace(Samples.zeros(SAMPLES), flags=np.full(SAMPLES, FLAG_NEW_DATA, np.uint8))
    for stretch in stretches:
        samples.flags[stretch] |= flag
    return samples


def sample(flags: int) -> Sample:
    return Sample(0, 0.0, 0.0, 0.0, 0.0, 0.0, flags)


@pytest.mark.parametrize("flag", TOUCHES)
def test_a_contact_that_was_tried_is_counted_and_passes(flag: int) -> None:
    at_rest, touches, _ = TOUCHES[flag]
    found = {f.name: f for f in contact_findings(with_flag(flag, slice(0, 10), slice(40, 60)))}
    assert all(finding.passed for finding in found.values())
    assert found[touches].value == 2
    for other in set(TOUCHES) - {flag}:
        assert found[TOUCHES[other][1]].value == 0
        assert found[TOUCHES[other][1]].note == "not tried"
    assert found[at_rest].value == 1


@pytest.mark.parametrize("flag", TOUCHES)
def test_a_contact_that_stays_closed_fails_with_its_pin(flag: int) -> None:
    at_rest, _, pin = TOUCHES[flag]
    (failed,) = (f for f in contact_findings(with_flag(flag, slice(0, 100))) if not f.passed)
    assert failed.name == at_rest
    assert pin in failed.advice


def test_an_open_rail_stop_fails() -> None:
    (failed,) = (
        f for f in contact_findings(with_flag(FLAG_RAIL_OPEN, slice(90, 100))) if not f.passed
    )
    assert failed.name == "rail_stop_closed"


def test_a_board_that_sent_nothing_has_no_contacts_to_judge() -> None:
    assert contact_findings(Samples.empty()) == []


def test_each_change_is_said_once_and_the_state_at_the_start_is_not() -> None:
    said: list[str] = []
    watch = ContactWatch(said.append)
    for flags in (
        FLAG_BUTTON_DOWN,
        0,
        FLAG_NEW_DATA,
        FLAG_FOOT_ON_MAT | FLAG_HAND_ON_RAIL,
        FLAG_FOOT_ON_MAT | FLAG_HAND_ON_RAIL | FLAG_NEW_DATA,
        FLAG_RAIL_OPEN,
    ):
        watch(sample(flags))
    assert said == [
        "event button: released",
        "foot mat: foot on it",
        "rail strip: hand on it",
        "rail stop: open",
        "foot mat: free",
        "rail strip: free",
    ]
