"""Which columns a board's rows have, and which of a slower sensor's values stand in them."""

from io import StringIO

import numpy as np

from trainer.recording.interfaces import Stretch
from trainer.recording.load import LoadSamples
from trainer.recording.samples import Samples
from trainer.recording.sensor import SensorSetup
from trainer.sessions.rows import STALE_AFTER_S, RowForm, RowFormat, RowWriter, SlowColumns


def loads(*pairs: tuple[float, float]) -> LoadSamples:
    rows = LoadSamples.zeros(len(pairs))
    rows.t_s[:], rows.load_n[:] = np.array(pairs).T if pairs else ((), ())
    return rows


def beside(columns: SlowColumns, new: LoadSamples, *t_s: float) -> list[float]:
    (row,) = columns.beside(new, np.array(t_s))
    return row.tolist()


def test_a_force_plate_has_no_columns_of_tilt() -> None:
    out, samples = StringIO(), Samples.zeros(2)
    samples.t_s[:] = (1.0, 1.1)
    form = RowForm(SensorSetup(), motion=False, load=True)
    writer = RowWriter(out, RowFormat.CSV, form)
    writer.write(Stretch(samples, 0, (), load=loads((1.0, 50.0))))
    header, first, _ = out.getvalue().splitlines()
    assert header == "t_s,seq,epoch,load_n,cop_ap_mm,cop_ml_mm"
    assert first == "0.0,0,0,50.0,0.0,0.0"


def test_each_row_has_the_newest_value_known_at_its_time() -> None:
    columns = SlowColumns(("load_n",))
    assert np.isnan(beside(columns, loads((1.0, 50.0)), 0.9)[0])
    assert beside(columns, loads((1.2, 60.0)), 1.0, 1.1, 1.2, 1.3) == [50.0, 50.0, 60.0, 60.0]
    assert beside(columns, loads(), 1.4) == [60.0]


def test_a_silent_sensor_has_no_values_until_it_sends_again() -> None:
    columns = SlowColumns(("load_n",))
    late_s = 1.0 + STALE_AFTER_S
    assert beside(columns, loads((1.0, 50.0)), late_s) == [50.0]
    assert np.isnan(beside(columns, loads(), late_s + 0.01)[0])
    assert beside(columns, loads((late_s + 1.0, 70.0)), late_s + 1.0) == [70.0]
