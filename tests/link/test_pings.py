"""When a streaming board is pinged."""

from trainer.link.stream import Pings


def test_pings_go_out_ten_times_a_second_for_two_seconds_and_then_once_a_second() -> None:
    pings, sent_s = Pings(), []
    pings.begin(7_000_000_000)
    for ms in range(6000):
        now = 7_000_000_000 + ms * 1_000_000
        pings.look(now)
        if pings.due:
            pings.sent(1, now)
            sent_s.append(ms / 1000)
    assert len([at for at in sent_s if at < 2.0]) == 20
    assert [round(b - a, 3) for a, b in zip(sent_s[-4:], sent_s[-3:], strict=False)] == [1.0] * 3
