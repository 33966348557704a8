"""What a board tells of its faults: said once, in words that help, and over when it is over."""

import pytest

from trainer.link.faults import (
    BACK_AFTER_US,
    BOUNCE_NS,
    MOST_ACTIVE,
    MOST_KEPT,
    MOST_NEWS,
    RAIL_CLOSED,
    RAIL_OPEN,
    Fault,
    FaultBook,
    restart_advice,
)
from trainer.wire.messages import BoardEventKind, Event, FaultCode, RestartCause

LATER_US = 2 * BACK_AFTER_US
BODY = 1


def event(code: int, sensor: int, state: int, device_us: int = 0) -> Event:
    return Event(BoardEventKind.FAULT, code, sensor, state, device_us)


@pytest.mark.parametrize("code", [code for code in FaultCode if code is not FaultCode.NONE])
@pytest.mark.parametrize("sensor", [0, 1, 2, 3])
def test_every_fault_of_the_wire_has_a_line_that_says_what_to_do(code: int, sensor: int) -> None:
    advice = Fault(code, sensor).advice
    assert ": " in advice
    assert "{" not in advice
    assert Fault(code, sensor).part in advice


def test_a_fault_of_a_later_firmware_is_told_by_its_number() -> None:
    assert "fault 99" in Fault(99, 0).advice


@pytest.mark.parametrize("cause", [*RestartCause, 77])
def test_every_cause_of_a_restart_says_what_to_do(cause: int) -> None:
    assert restart_advice(cause).startswith("the board restarted by itself: ")


def test_a_pulled_strap_cable_is_two_lines_though_the_sensor_is_set_up_anew() -> None:
    book = FaultBook()
    book.take([event(FaultCode.SENSOR_SILENT, BODY, 1)], 0, 0)
    assert book.news() == ["body sensor silent: check the strap cable"]
    assert book.advice == "body sensor silent: check the strap cable"
    book.take([event(FaultCode.SENSOR_SILENT, BODY, 0)], 1, 0)
    book.take([event(FaultCode.SENSOR_RESET, BODY, 1)], 2, 0)
    assert book.of_sensor(BODY)
    book.take([event(FaultCode.SENSOR_RESET, BODY, 0)], 3, 0)
    assert book.news() == []
    book.take([], LATER_US, 0)
    assert book.news() == ["body sensor back"]
    assert book.news() == []
    assert (book.active, book.advice) == ((), "")
    assert [fault.code for fault in book.begun] == [
        FaultCode.SENSOR_SILENT,
        FaultCode.SENSOR_RESET,
    ]


def test_a_loose_plug_is_told_once_until_it_is_back_for_good() -> None:
    book = FaultBook()
    for us in range(0, 10 * BACK_AFTER_US, BACK_AFTER_US // 2):
        book.take([event(FaultCode.SENSOR_SILENT, BODY, 1, us)], us, 0)
        book.take([event(FaultCode.SENSOR_SILENT, BODY, 0, us + 1)], us + 1, 0)
    book.take([], 20 * BACK_AFTER_US, 0)
    assert book.news() == ["body sensor silent: check the strap cable", "body sensor back"]
    assert len(book.begun) == 20


def test_a_moment_without_power_is_told_by_itself() -> None:
    book = FaultBook()
    book.take([event(FaultCode.SENSOR_RESET, BODY, 1)], 0, 0)
    (line,) = book.news()
    assert "lost its power" in line


def test_the_advice_is_that_of_the_gravest_fault() -> None:
    book = FaultBook()
    book.take([event(FaultCode.LOAD_CELL_STUCK, 0, 1)], 0, 0)
    book.take([event(FaultCode.SENSOR_SILENT, BODY, 1)], 0, 0)
    book.take([event(FaultCode.BUS_STUCK, 0, 1)], 0, 0)
    assert book.advice.startswith("board sensor cut off")
    assert [fault.part for fault in book.active] == [
        "board sensor",
        "body sensor",
        "load cell front-left",
    ]


def test_a_part_with_two_faults_is_back_when_both_are_over() -> None:
    book = FaultBook()
    book.take([event(FaultCode.LOAD_CELL_DESYNC, 3, 1)], 0, 0)
    book.take([event(FaultCode.LOAD_CELL_SATURATED, 3, 1)], 0, 0)
    book.news()
    book.take([event(FaultCode.LOAD_CELL_DESYNC, 3, 0)], 0, 0)
    book.take([], LATER_US, 0)
    assert book.news() == []
    book.take([event(FaultCode.LOAD_CELL_SATURATED, 3, 0, LATER_US)], LATER_US, 0)
    book.take([], 2 * LATER_US, 0)
    assert book.news() == ["load cell rear-right back"]


def test_a_sensor_is_back_also_where_the_boards_clock_wraps_meanwhile() -> None:
    book = FaultBook()
    before_us = (1 << 32) - BACK_AFTER_US // 2
    book.take([event(FaultCode.SENSOR_SILENT, BODY, 1, before_us)], before_us, 0)
    book.take([event(FaultCode.SENSOR_SILENT, BODY, 0, before_us)], before_us, 0)
    book.news()
    book.take([], 0, 0)
    assert book.news() == []
    book.take([], BACK_AFTER_US, 0)
    assert book.news() == ["body sensor back"]


def test_the_rail_stop_is_told_both_ways() -> None:
    book = FaultBook()
    book.take([Event(BoardEventKind.RAIL_STOP, 0, 0, 1, 0)], 0, 0)
    book.take([Event(BoardEventKind.RAIL_STOP, 0, 0, 0, 0)], 0, 2 * BOUNCE_NS)
    assert book.news() == ["rail stop open: plug it in, or fit the link", "rail stop closed"]


def test_a_bouncing_contact_is_told_at_a_bounded_rate_and_how_it_ended() -> None:
    book = FaultBook()
    told = []
    for n in range(30_000):
        book.take(
            [Event(BoardEventKind.RAIL_STOP, 0, 0, (n + 1) % 2, 0)], None, n * BOUNCE_NS // 10_000
        )
        told += book.news()
    assert told[0] == RAIL_OPEN
    assert 1 < len(told) <= 5
    book.take([], None, 10 * BOUNCE_NS)
    assert [*told, *book.news()][-1] == RAIL_CLOSED


def test_a_board_that_reports_without_end_takes_bounded_memory() -> None:
    book = FaultBook()
    for n in range(20_000):
        book.take([event(n % 200, n % 250, n // 3 % 2)], None, n)
        book.restarted(n, n)
    assert len(book.begun) <= MOST_KEPT
    assert len(book.restarts) <= MOST_KEPT
    assert len(book.active) <= MOST_ACTIVE
    assert len(book.news()) <= MOST_NEWS


def test_an_end_without_a_beginning_is_nothing() -> None:
    book = FaultBook()
    book.take([event(FaultCode.SENSOR_SILENT, BODY, 0)], 0, 0)
    book.take([], LATER_US, 0)
    assert book.news() == []


def test_a_new_stream_ends_what_it_does_not_tell_again() -> None:
    book = FaultBook()
    still = event(FaultCode.SENSOR_SILENT, BODY, 1)
    book.take([still, event(FaultCode.LOAD_CELL_STUCK, 2, 1)], 0, 0)
    book.news()
    book.begin_stream()
    book.take([still], 5, 0)
    assert book.news() == []
    book.take([], LATER_US, 0)
    assert book.active == (Fault(FaultCode.SENSOR_SILENT, BODY),)
    assert book.news() == ["load cell rear-left back"]
