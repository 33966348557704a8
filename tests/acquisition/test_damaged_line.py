"""A line that flips, drops and inserts bytes costs samples, and never brings a wrong one."""

import numpy as np
import pytest

from tests.damaged_line import (
    accepted_between_marks,
    accepted_by_board,
    accepted_by_decoder,
    between_marks,
    damaged,
    on_the_line,
    sent_samples,
)

FRAMES = 20_000


@pytest.mark.parametrize("share", [0.0001, 0.001, 0.01])
def test_no_damaged_frame_is_taken_for_a_sample(share: float) -> None:
    sent = sent_samples(FRAMES)
    line = damaged(on_the_line(sent), share)
    accepted = accepted_by_board(line, sent)
    assert accepted.wrong == 0
    whole = (1 - share) ** (len(on_the_line(sent[:1000])) / 1000)
    assert accepted.frames / FRAMES == pytest.approx(whole, abs=0.01)


def test_an_undamaged_line_delivers_every_sample_to_every_receiver() -> None:
    sent = sent_samples(3000)
    for accepted in (
        accepted_by_board(on_the_line(sent), sent),
        accepted_by_decoder(on_the_line(sent), sent),
        accepted_between_marks(between_marks(sent), sent),
    ):
        assert (accepted.frames, accepted.wrong) == (3000, 0)


def test_a_wrong_sample_would_be_seen() -> None:
    sent = sent_samples(3000)
    other = sent.copy()
    other["accel"][[5, 2000]] += 1
    assert accepted_by_board(on_the_line(other), sent).wrong == 2
    assert accepted_by_decoder(on_the_line(other), sent).wrong == 2
    line = damaged(between_marks(sent), 0.001)
    assert accepted_between_marks(line, sent).wrong > 0


def test_a_share_of_the_bytes_is_flipped_dropped_and_inserted() -> None:
    stream = bytes(300_000)
    line = np.frombuffer(damaged(stream, 0.01), np.uint8)
    assert damaged(stream, 0.0) == stream
    # A third each: what was dropped and what was inserted make up for each other.
    assert abs(len(line) - len(stream)) < 150
    # A flipped bit and nearly every inserted byte differ from zero.
    assert np.count_nonzero(line) == pytest.approx(2000, abs=200)
