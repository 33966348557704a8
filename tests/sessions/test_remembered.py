"""What was worked out is remembered as long as its stamp is the same, and for so many keys."""

from concurrent.futures import ThreadPoolExecutor

from trainer.sessions.remembered import Remembered


def test_the_same_stamp_is_worked_out_once_and_another_one_anew() -> None:
    known, done = Remembered[int](10), []
    for stamp, expected in ((1, 1), (1, 1), (2, 2), (2, 2), (1, 3)):
        assert known.of("K7", stamp, lambda: done.append(0) or len(done)) == expected


def test_those_that_were_asked_for_last_are_kept() -> None:
    known, done = Remembered[str](2), []

    def asked(key: str) -> None:
        known.of(key, 0, lambda: done.append(key) or key)

    for key in ("a", "b", "a", "c", "a", "b"):
        asked(key)
    assert done == ["a", "b", "c", "b"]


def test_threads_get_what_belongs_to_their_key() -> None:
    known = Remembered[int](5)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda n: known.of(n % 20, n % 3, lambda: n % 20), range(600)))
    assert found == [n % 20 for n in range(600)]


def test_what_could_not_be_worked_out_is_not_remembered() -> None:
    known = Remembered[int](5)

    def fails() -> int:
        raise ValueError("the database is away")

    for _ in range(2):
        try:
            known.of("K7", 1, fails)
        except ValueError:
            continue
        raise AssertionError("it failed")
    assert known.of("K7", 1, lambda: 3) == 3
