"""The report on a patient as PDF, for formats that hold one; de-identified if the export is."""

from dataclasses import replace
from datetime import UTC, datetime

from trainer.export.disguise import AsItIs, Disguise
from trainer.recording.history import local_day
from trainer.reports.printed import as_pdf
from trainer.reports.report import Known, report_of, report_on
from trainer.sessions.patient_record import record_of
from trainer.store import Store


def printed(store: Store, code: str, shown: AsItIs | Disguise) -> bytes:
    """The PDF as of today, without the name; of a disguised patient the findings alone, as of the
    newest trial: today beside a shifted today would give the shift away.
    """
    if isinstance(shown, AsItIs):
        return as_pdf(report_on(store, code, local_day(datetime.now(UTC)), "en", named=False))
    record = shown.record(record_of(store, code), code)
    plain = replace(record, entries=(), exercises=(), kept=None)
    newest = max(trial.started_at for trial in record.trials)
    return as_pdf(report_of(Known(plain), local_day(newest), "en"))
