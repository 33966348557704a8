"""When a streaming board is pinged, and which answers count."""

import numpy as np
import pytest

from trainer.link.stream import KEPT_PINGS, Pings
from trainer.wire.messages import Pong

FLUSH_MS = 16.0
"""How long an FTDI chip holds bytes back."""


def sent_ms(seconds: float, look_every_ms: float) -> np.ndarray:
    """When pings go out."""
    pings, sent = Pings(), []
    pings.begin(7_000_000_000)
    for ms in np.arange(0.0, 1000.0 * seconds, look_every_ms):
        pings.look(7_000_000_000 + round(ms * 1e6))
        if pings.due:
            pings.sent(1, 0)
            sent.append(ms)
    return np.array(sent)


@pytest.mark.parametrize("look_every_ms", [0.1, 1.0, 1000 / 120, 1000 / 60])
def test_some_sixty_pings_a_second_meet_every_part_of_a_bridges_flush_period(
    look_every_ms: float,
) -> None:
    sent = sent_ms(1.0, look_every_ms)
    assert sent[0] == 0.0
    assert 55 <= len(sent) <= 61
    places = np.sort(sent % FLUSH_MS)
    assert np.diff(np.append(places, places[0] + FLUSH_MS)).max() < 1.1


def test_an_answer_counts_that_comes_after_the_next_ping_went_out() -> None:
    pings = Pings()
    for tag in range(3):
        pings.sent(tag, 1000 * tag)
    found = pings.round_trips([Pong(0, 70), Pong(2, 90)], 5000)
    assert [(trip.sent_ns, trip.device_us) for trip in found] == [(0, 70), (2000, 90)]


def test_pings_whose_answers_never_come_are_given_up_in_time() -> None:
    pings = Pings()
    for tag in range(KEPT_PINGS + 2):
        pings.sent(tag, 1000 * tag)
    assert pings.round_trips([Pong(1, 70)], 5000) == []
    assert len(pings.round_trips([Pong(2, 70)], 5000)) == 1
