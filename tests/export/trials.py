"""Trials for exports: with every sensor, every kind of fact, and codes that no file can have."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from tests.recording.standing import standing
from tests.recordings import STARTED_AT
from tests.store.trials import metric, trial_id
from trainer.export.disguise import AsItIs, Disguise
from trainer.export.exporting import Exported, export
from trainer.recording.body import BodySetup, ThighSetup
from trainer.recording.columns import Columns, same_bits
from trainer.recording.container import parts_of
from trainer.recording.envelope import Range
from trainer.recording.load import LoadCalibration, LoadSetup
from trainer.recording.trial import BoardIdentity, TrialEvent, TrialResult
from trainer.recording.vocabulary import EventKind, Outcome, Side, Source
from trainer.store import FinishedTrial, Store

DISGUISE = Disguise(b"k" * 32)
OPERATOR, REASON = "Maria Huber", 'slipped on Anna\'s "towel",\nsee notes of 4 March 2026; =1+1'
STRANGE_CODES = (
    "K7",
    "k7",
    "../../x",
    "CON",
    "=1+1",
    "Ж|?*:",
    '"a,b;c"',
    "a\N{COMBINING ACUTE ACCENT}" * 20,
)


def whole(number: int = 1, code: str | None = "K7", **head: object) -> FinishedTrial:
    """A trial with everything in it, corrected by hand."""
    made = standing(60)
    operated = {"operator": OPERATOR, "made_at": STARTED_AT}
    thigh = ThighSetup(7, lean_on_leg_deg=1 / 3, patient_code=code, **operated)
    calibration = LoadCalibration(7, 3, residual_n=0.1, newton_per_count=(0.1,) * 4, **operated)
    header = replace(
        made.header,
        trial_id=trial_id(number),
        started_at=STARTED_AT + timedelta(minutes=number),
        patient_code=code,
        session_id=trial_id(9000 + number // 2),
        board=BoardIdentity("serial:/home/huber/tty", 7, "1.2.0"),
        body=BodySetup(thigh=thigh, state={"quat": [0.1, 0.2]}),
        load=LoadSetup(calibration=calibration, body_weight_n=686.0),
        range=Range(
            (0.0, 180.0),
            (9.5, 8.25),
            Source.MEASURED,
            Side.LEFT,
            day=date(2026, 3, 4),
            operator=OPERATOR,
        ),
    )
    signature = {"operator": OPERATOR, "at": STARTED_AT.isoformat()}
    void = TrialEvent(EventKind.VOID, len(made.samples), {"reason": REASON, **signature})
    recording = replace(
        made,
        header=replace(header, **head),
        events=(*made.events, void),  # type: ignore[arg-type]
    )
    return FinishedTrial(
        recording,
        parts_of(recording),
        (metric("mlsi", float("nan")), metric("osi", 1 / 3)),
        TrialResult(Outcome.COMPLETED, 20.123456789, "osi"),
        f"excluded: {REASON}",
        ('the foot stands elsewhere, "there"',),
        measured_with="0123456789abcdef",
    )


def exported(
    store: Store,
    codes: Sequence[str | None],
    form: str,
    target: Path,
    shown: AsItIs | Disguise | None = None,
) -> Exported:
    """An export, identified unless a disguise is given, with a PDF that is none."""
    return export(store, codes, form, target, shown or AsItIs(), lambda *_: b"%PDF-none")


def same_numbers(a: Columns, b: Columns) -> bool:
    """Whether two tables are equal to the last bit; text has one NaN alone."""
    return same_bits(_one_nan(a), _one_nan(b))


def _one_nan(table: Columns) -> Columns:
    named = table.named().items()
    return type(table).from_named(
        {k: np.where(np.isnan(v), np.nan, v) if v.dtype.kind == "f" else v for k, v in named}
    )
