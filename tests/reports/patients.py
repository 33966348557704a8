"""Patients for reports: courses of the anchor test with what else belongs to a record."""

import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from pypdf import PdfReader

from tests.courses import BETWEEN_VISITS, FIRST_VISIT, anchor_trial, course, unchanging_clinic
from trainer.plans.templates import TEMPLATES
from trainer.progress import ClinicNoise, progress_of
from trainer.recording.background import Background, WeightBearing
from trainer.recording.clinical import ClinicalEntry, Episode, ExerciseDone
from trainer.recording.conditions import FLOOR, Conditions
from trainer.recording.history import History, Series, StoredTrial
from trainer.recording.plan import Plan
from trainer.recording.vocabulary import Side
from trainer.reports.printed import as_pdf
from trainer.reports.report import Known, Report, report_of
from trainer.sessions.patient_record import PatientRecord

DAY = date(2026, 4, 22)
STEADIER = (9.0, 8.2, 8.1, 7.4, 6.6, 6.2, 5.9, 5.7)
SAME = (6.4, 6.0, 6.1, 6.0, 5.9, 6.1, 6.0, 5.8)


def at(visit: int) -> datetime:
    return FIRST_VISIT + visit * BETWEEN_VISITS


def known(
    history: History, involved: Side | None = Side.LEFT, noise: ClinicNoise | None = None
) -> Known:
    """A patient of whom nothing but trials is known."""
    episode = Episode(FIRST_VISIT, involved)
    progress = progress_of(history, episode, noise or unchanging_clinic())
    return Known(PatientRecord(history, episode, progress))


def told(patient: Known, language: str = "en") -> Report:
    return report_of(patient, DAY, language)


def pages_of(report: Report) -> list[str]:
    """The pages of the PDF as their text, without breaks of lines."""
    return texts_of(as_pdf(report))


def texts_of(pdf: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages]


def entry(
    kind: str, visit: int, value: float, side: Side | None, unit: str, **detail: str
) -> ClinicalEntry:
    return ClinicalEntry(f"{kind} {visit} {side}", kind, at(visit), side, value, unit, detail)


def full() -> Known:
    """Somebody of whom everything is known, and much was typed in."""
    anchor = course("K7", left=STEADIER, right=SAME)
    patient = known(replace(anchor, series=(*anchor.series, *_squats(), *_circles())))
    record = replace(
        patient.record,
        entries=tuple(_entries()),
        exercises=tuple(_exercises()),
        visit_days=frozenset(at(visit).date() for visit in range(len(STEADIER))),
    )
    template = max(TEMPLATES.values(), key=lambda each: len(each.board) + len(each.exercises))
    plan = Plan("p", template.title, at(0), template.board, template.exercises)
    return Known(
        record,
        background=Background(
            at(0), "after ACL reconstruction", date(2025, 11, 4), WeightBearing.AS_TOLERATED
        ),
        plan=replace(plan, signed_by="AB", signed_at=at(0)),
    )


def _squats() -> list[Series]:
    return [
        Series(
            Conditions("single-leg-squat", side=side, level=FLOOR, calibrated=True),
            (_squat(1, side, 12.5), _squat(7, side, 6.25)),
        )
        for side in (Side.LEFT, Side.RIGHT)
    ]


def _circles() -> list[Series]:
    return [
        Series(
            Conditions("circles", side=side, calibrated=True),
            tuple(
                replace(
                    anchor_trial(7000 + 10 * visit + len(side), at(visit), 1.0),
                    headline="radial_error_rms",
                    metrics={"radial_error_rms": 3.0 - visit / 5},
                )
                for visit in (1, 7)
            ),
        )
        for side in (Side.LEFT, Side.RIGHT)
    ]


def _squat(visit: int, side: Side, lean_deg: float) -> StoredTrial:
    seen = {"eye_pelvis_drops": 1.0, "eye_knee_in": 0.0, "eye_trunk_leans": 0.0}
    return replace(
        anchor_trial(5000 + 10 * visit + len(side), at(visit), 1.0),
        headline="thigh_medial_lean_at_30",
        metrics={"thigh_medial_lean_at_30": lean_deg, "pelvis_drop_deg": 4.0, **seen},
    )


def _entries() -> list[ClinicalEntry]:
    found = [
        entry("pain_now", visit, value, Side.LEFT, "of 10") for visit, value in ((0, 5), (7, 2))
    ]
    found.append(entry("squat_knee", 7, 1, Side.LEFT, ""))
    kinds = ("strength_abduction", "strength_external_rotation", "dorsiflexion", "extension_lag")
    for visit, value in ((0, 1.2), (7, 1.5)):
        for side in (Side.LEFT, Side.RIGHT):
            found += [entry(kind, visit, value, side, "Nm/kg", position="prone") for kind in kinds]
        tasks: Sequence[str] = [f"task {number} of the patient's own" for number in range(12)]
        found += [
            entry("patient_specific_task", visit, 3, None, "of 10", label=task) for task in tasks
        ]
    return found


def _exercises() -> list[ExerciseDone]:
    return [
        ExerciseDone(f"{name} {visit} {side}", name, at(visit), side, 3, 8 + visit, 2.5)
        for name in ("clam", "step_down", "pelvic_drop", "bridge")
        for visit in (0, 7)
        for side in (Side.LEFT, Side.RIGHT)
    ]
