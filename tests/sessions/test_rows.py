"""Which columns a board's rows have."""

from io import StringIO

from tests.sessions.test_held import loads
from trainer.recording.interfaces import Stretch
from trainer.recording.samples import Samples
from trainer.recording.sensor import SensorSetup
from trainer.sessions.rows import RowForm, RowFormat, RowWriter


def test_a_force_plate_tells_of_no_tilt_that_nobody_measured() -> None:
    out, samples = StringIO(), Samples.zeros(2)
    samples.t_s[:] = (1.0, 1.1)
    form = RowForm(SensorSetup(), motion=False, load=True)
    writer = RowWriter(out, RowFormat.CSV, form)
    writer.write(Stretch(samples, 0, (), load=loads((1.0, 50.0))))
    header, first, _ = out.getvalue().splitlines()
    assert header == "t_s,seq,epoch,load_n,cop_ap_mm,cop_ml_mm"
    assert first == "0.0,0,0,50.0,0.0,0.0"
