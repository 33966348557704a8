"""The resources of a FHIR bundle, as plain dictionaries with the names that FHIR gives.

FHIR R4 (4.0.1), because that is what hospitals' servers and national profiles speak. A measure of
this board is in no standard vocabulary (LOINC's sway codes name another protocol), so its codes are
the project's own.
"""

import math
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from trainer.export.ucum import ucum
from trainer.recording.conditions import Conditions
from trainer.recording.json_form import to_json
from trainer.recording.shown import NOT_MEDICAL
from trainer.recording.trial import BoardIdentity, MetricValue
from trainer.store.values import FinishedTrial

Resource = dict[str, Any]
HOME = "https://baps-trainer.invalid/fhir"
""".invalid is reserved (RFC 2606): these name things, and lead nowhere."""
MEASURES, CONDITIONS = f"{HOME}/CodeSystem/measures", f"{HOME}/CodeSystem/conditions"
CODES, TRIALS, BOARDS = (f"{HOME}/NamingSystem/{what}" for what in ("patients", "trials", "boards"))
UCUM = "http://unitsofmeasure.org"
ABSENT = "http://terminology.hl7.org/CodeSystem/data-absent-reason"
CATEGORY = "http://terminology.hl7.org/CodeSystem/observation-category"
SECTION = "http://terminology.hl7.org/CodeSystem/v2-0074"


def urn(kind: str, key: str) -> str:
    """The name of a resource inside a bundle, the same in each export."""
    return uuid5(NAMESPACE_URL, f"{HOME}/{kind}/{key}").urn


def patient(code: str) -> Resource:
    """A patient by code: there is no name in it."""
    return {"resourceType": "Patient", "identifier": [{"system": CODES, "value": code}]}


def device(board: BoardIdentity) -> Resource:
    """The board."""
    found: Resource = {
        "resourceType": "Device",
        "identifier": [{"system": BOARDS, "value": board_key(board)}],
        "deviceName": [{"name": "Instrumented balance board", "type": "user-friendly-name"}],
        "note": [{"text": NOT_MEDICAL}],
    }
    return found | ({"version": [{"value": board.firmware}]} if board.firmware else {})


def board_key(board: BoardIdentity) -> str:
    """A board's number as the database writes it."""
    return f"{board.board_id:016x}"


def observation(trial: FinishedTrial) -> Resource:
    """A trial: under which conditions it was made, and its numbers, as components."""
    header = trial.recording.header
    found: Resource = {
        "resourceType": "Observation",
        "identifier": [{"system": TRIALS, "value": header.trial_id}],
        "status": "entered-in-error" if trial.recording.voided_reason() else "final",
        "category": [_concept(CATEGORY, "exam", "Exam")],
        "code": _concept(MEASURES, header.conditions.activity, header.conditions.activity),
        "effectiveDateTime": instant(header.started_at),
        "device": {"reference": urn("Device", board_key(header.board))},
        "component": [*_conditions(trial, header.conditions), *map(_number, trial.metrics)],
    }
    if header.patient_code is not None:
        found["subject"] = {"reference": urn("Patient", header.patient_code)}
    if trial.why_not:
        found["note"] = [{"text": f"The trial does not count: {trial.why_not}"}]
    return found


def report(code: str, made_at: datetime, trial_ids: Iterable[str], pdf: bytes) -> Resource:
    """The report on a patient: its PDF, and what it was made from. After a newer trial it is
    another report.
    """
    made_from = list(trial_ids)
    return {
        "resourceType": "DiagnosticReport",
        "identifier": [
            {"system": f"{HOME}/NamingSystem/reports", "value": f"{code}/{made_from[-1]}"}
        ],
        "status": "final",
        "category": [_concept(SECTION, "PT", "Physical Therapy")],
        "code": {"text": "Balance report"},
        "subject": {"reference": urn("Patient", code)},
        "effectiveDateTime": instant(made_at),
        "issued": instant(made_at),
        "result": [{"reference": urn("Observation", trial_id)} for trial_id in made_from],
        "presentedForm": [
            {
                "contentType": "application/pdf",
                "language": "en",
                "data": b64encode(pdf).decode(),
                "title": "Balance report",
            }
        ],
    }


def code_system(url: str, concepts: Mapping[str, str]) -> Resource:
    """The project's own codes with what they mean, so that a bundle explains itself."""
    return {
        "resourceType": "CodeSystem",
        "url": url,
        "name": f"Baps{url.rpartition('/')[2].capitalize()}",
        "status": "active",
        "content": "fragment",
        "concept": [{"code": code, "definition": says} for code, says in sorted(concepts.items())],
    }


def concepts_of(trial: FinishedTrial) -> Iterator[tuple[str, str]]:
    """The codes of a trial's numbers and of its activity, and what they mean."""
    activity = trial.recording.header.conditions.activity
    yield activity, f"a trial of the activity {activity} on an instrumented balance board"
    for one in trial.metrics:
        yield one.name, one.definition or one.name


def instant(moment: datetime) -> str:
    """A time as FHIR writes it, to the millisecond."""
    return moment.isoformat(timespec="milliseconds")


def _concept(system: str, code: str, display: str) -> Resource:
    return {"coding": [{"system": system, "code": code, "display": display}]}


def _number(value: MetricValue) -> Resource:
    """A metric; one that is no number says so, and a censored one is at least so large."""
    found: Resource = {"code": _concept(MEASURES, value.name, value.name)}
    if not math.isfinite(value.value):
        return found | {"dataAbsentReason": _concept(ABSENT, "not-a-number", "Not a Number")}
    quantity: Resource = {
        "value": value.value,
        "unit": value.unit,
        "system": UCUM,
        "code": ucum(value.unit),
    }
    return found | {"valueQuantity": quantity | ({"comparator": ">="} if value.censored else {})}


def _conditions(trial: FinishedTrial, conditions: Conditions) -> Iterator[Resource]:
    said = to_json(conditions)
    assert isinstance(said, dict)
    outcome = {"outcome": trial.result.outcome.value, "counts": not trial.why_not}
    for name, value in (said | outcome).items():
        yield {"code": _concept(CONDITIONS, name, name), **_value(name, value)}


def _value(name: str, value: Any) -> Resource:
    if isinstance(value, bool):
        return {"valueBoolean": value}
    if isinstance(value, int):
        return {"valueInteger": value}
    if isinstance(value, float):
        unit = {"seconds": "s", "ring_deg": "deg", "weight_pct": "%"}[name]
        return {"valueQuantity": {"value": value, "unit": unit, "system": UCUM, "code": ucum(unit)}}
    return {"valueString": str(value)}
