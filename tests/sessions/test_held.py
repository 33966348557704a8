"""A slower sensor's values beside the board's samples."""

import numpy as np

from trainer.recording.load import LoadSamples
from trainer.sessions.held import STALE_AFTER_S, Held


def loads(*pairs: tuple[float, float]) -> LoadSamples:
    rows = LoadSamples.zeros(len(pairs))
    rows.t_s[:], rows.load_n[:] = np.array(pairs).T if pairs else ((), ())
    return rows


def beside(held: Held, new: LoadSamples, *t_s: float) -> list[float]:
    (row,) = held.beside(new, np.array(t_s))
    return row.tolist()


def test_each_row_has_the_newest_value_known_at_its_time() -> None:
    held = Held(("load_n",))
    assert np.isnan(beside(held, loads((1.0, 50.0)), 0.9)[0])
    assert beside(held, loads((1.2, 60.0)), 1.0, 1.1, 1.2, 1.3) == [50.0, 50.0, 60.0, 60.0]
    assert beside(held, loads(), 1.4) == [60.0]


def test_nothing_is_known_of_a_sensor_that_fell_silent_until_it_speaks_again() -> None:
    held = Held(("load_n",))
    late_s = 1.0 + STALE_AFTER_S
    assert beside(held, loads((1.0, 50.0)), late_s) == [50.0]
    assert np.isnan(beside(held, loads(), late_s + 0.01)[0])
    assert beside(held, loads((late_s + 1.0, 70.0)), late_s + 1.0) == [70.0]
