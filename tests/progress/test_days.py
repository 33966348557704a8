"""The days of a patient's tests: one row a day and set-up, both legs in it."""

from dataclasses import replace
from datetime import timedelta

from tests.courses import ANCHOR, BETWEEN_VISITS, FIRST_VISIT, anchor_trial, course, failed_trial
from trainer.progress import clinic_noise, progress_of
from trainer.progress.days import LegDay, PairTable, pair_tables
from trainer.progress.pool import SINCE_EVER
from trainer.progress.values import Progress
from trainer.recording.conditions import Conditions
from trainer.recording.history import History, Series
from trainer.recording.vocabulary import Side, Support

TESTS = frozenset({"steady-stance", "limits"})
PRIMARY = "mean_tilt_velocity"


def tables(history: History) -> tuple[PairTable, ...]:
    progress: Progress = progress_of(history, SINCE_EVER, clinic_noise())
    return pair_tables(history, progress, PRIMARY, TESTS)


def leg(table: PairTable, row: int, side: Side = Side.LEFT) -> LegDay:
    return table.rows[row].legs[side]


def test_both_legs_of_a_day_are_one_row_and_days_are_in_order() -> None:
    (table,) = tables(course("K7", right=(6.0, 6.0), left=(9.0, 8.0)))
    assert [set(row.legs) for row in table.rows] == [{Side.LEFT, Side.RIGHT}] * 2
    assert [row.day for row in table.rows] == sorted(row.day for row in table.rows)
    assert leg(table, 1).valid == leg(table, 1).of == 3


def test_the_anchors_days_say_what_they_are_to_it() -> None:
    (table,) = tables(course("K7", left=(9.0, 8.0, 8.0, 7.9)))
    assert [leg(table, n).mark for n in range(4)] == ["learning", "baseline", "baseline", ""]
    assert len(table.anchor) == 1


def test_another_set_up_on_the_same_day_is_a_row_of_its_own_without_a_mark() -> None:
    history = course("K7", left=(9.0, 8.0))
    railed = replace(ANCHOR, support=Support.RAIL)
    later = anchor_trial(900, FIRST_VISIT + BETWEEN_VISITS + timedelta(hours=1), 5.0)
    series = (*history.series, Series(railed, (later,)))
    (table,) = tables(replace(history, series=series))
    assert len(table.rows) == 3
    odd = table.rows[-1].legs[Side.LEFT]
    assert (odd.conditions.support, odd.values, odd.mark) == (Support.RAIL, {PRIMARY: 5.0}, "")
    assert table.usual.support is Support.NONE


def test_practice_and_trainings_are_no_test() -> None:
    at = FIRST_VISIT
    history = History(
        "K7",
        (
            Series(replace(ANCHOR, practice=True), (anchor_trial(1, at, 9.0),)),
            Series(Conditions("bullseye"), (anchor_trial(2, at, 9.0),)),
        ),
    )
    assert tables(history) == ()


def test_what_does_not_count_stays_with_its_day_and_is_in_no_mean() -> None:
    limits = replace(ANCHOR, activity="limits")
    whole, failed = anchor_trial(1, FIRST_VISIT, 8.0), failed_trial(2, FIRST_VISIT, 9.0)
    void = replace(anchor_trial(3, FIRST_VISIT, 50.0), why="declared void: x", voided="x")
    (table,) = tables(History("K7", (Series(limits, (whole, failed, void)),)))
    day = leg(table, 0)
    assert (day.valid, day.of) == (1, 2)
    assert [trial.valid for trial in day.trials] == [True, False, False]
    assert (day.time_to_failure_s, day.censored) == (16.0, True)


def test_a_leg_that_fails_shows_its_time_and_no_speed() -> None:
    trials = tuple(
        failed_trial(1 + n + 10 * visit, FIRST_VISIT + visit * BETWEEN_VISITS, 4.0 + n)
        for visit in range(3)
        for n in range(3)
    )
    (table,) = tables(History("K7", (Series(ANCHOR, trials),)))
    day = leg(table, 2)
    assert day.failing
    assert (day.values, day.time_to_failure_s, day.valid, day.of) == ({}, 5.0, 0, 3)
    assert table.metrics == (PRIMARY,)


def test_the_anchors_table_comes_first() -> None:
    history = course("K7", left=(9.0, 8.0))
    newest = anchor_trial(900, FIRST_VISIT + 9 * BETWEEN_VISITS, 5.0)
    limits = Series(replace(ANCHOR, activity="limits"), (newest,))
    assert [t.activity for t in tables(replace(history, series=(limits, *history.series)))] == [
        "steady-stance",
        "limits",
    ]


def test_real_and_simulated_trials_never_share_a_table() -> None:
    history = course("K7", left=(8.0, 8.0, 3.0, 3.0))
    whole = history.series[0]
    trials = (*whole.trials[:6], *(replace(t, simulated=True) for t in whole.trials[6:]))
    real, simulated = tables(History("K7", (replace(whole, trials=trials),)))
    assert [row.day for row in real.rows] < [row.day for row in simulated.rows]
    assert len(real.rows) == len(simulated.rows) == 2
    assert real.anchor
    assert not simulated.anchor


def test_one_visit_beyond_noise_is_marked_as_a_question_until_the_next_confirms_it() -> None:
    people = [course(f"P{n}", left=(6.0, *(6.0 + 0.1 * (n % 3),) * 5)) for n in range(10)]
    noise = clinic_noise([(person, SINCE_EVER) for person in people])

    def marks(*levels: float) -> list[str]:
        history = course("K7", left=levels)
        progress = progress_of(history, SINCE_EVER, noise)
        (table,) = pair_tables(history, progress, PRIMARY, TESTS)
        return [leg(table, n).mark for n in range(3, len(levels))]

    assert marks(9.0, 8.0, 8.0, 8.0, 4.0) == ["", "better?"]
    assert marks(9.0, 8.0, 8.0, 8.0, 4.0, 4.0) == ["", "better", "better"]
    assert marks(9.0, 8.0, 8.0, 16.0, 4.0) == ["worse?", "better?"]
