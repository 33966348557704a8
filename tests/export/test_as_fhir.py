"""A bundle is FHIR: the resources of `fhir.resources` parse it, and codes, units and links hold."""

import base64
import json
import re
from pathlib import Path
from typing import Any

import pytest
from fhir.resources.R4B.bundle import Bundle

from games.registry import activities
from tests.export.trials import STRANGE_CODES, exported, whole
from trainer.export.errors import ExportError
from trainer.export.ucum import ucum
from trainer.metrics import all_metrics
from trainer.store import Store

LENGTHS = ("deg", "mm")
UCUM = re.compile(r"1|%|[A-Za-z]+[23]?([./][A-Za-z]+[23]?)*")


def bundles(store: Store, folder: Path, codes: list[str | None]) -> dict[str, Any]:
    for number, code in enumerate(codes, 1):
        store.save_trial(whole(number, code))
    exported(store, codes, "fhir", folder)
    return {path.name: json.loads(path.read_bytes()) for path in folder.iterdir()}


def of_kind(bundle: Any, kind: str) -> list[Any]:
    return [e["resource"] for e in bundle["entry"] if e["resource"]["resourceType"] == kind]


def test_another_library_parses_it_and_gives_the_same_back(store: Store, tmp_path: Path) -> None:
    found = bundles(store, tmp_path / "out", [*STRANGE_CODES, None])
    assert len(found) == len(STRANGE_CODES) + 1
    for written in found.values():
        parsed = Bundle.model_validate(written)
        again = json.loads(parsed.model_dump_json())
        assert len(again["entry"]) == len(written["entry"])
        assert of_kind(again, "Patient") == of_kind(written, "Patient")
    codes = {p["identifier"][0]["value"] for b in found.values() for p in of_kind(b, "Patient")}
    assert codes == set(STRANGE_CODES)


def test_every_reference_leads_to_an_entry_that_is_made_once(store: Store, tmp_path: Path) -> None:
    (bundle,) = bundles(store, tmp_path / "out", ["K7"]).values()
    there = [entry["fullUrl"] for entry in bundle["entry"]]
    assert len(set(there)) == len(there)
    assert set(re.findall(r'"reference": "([^"]+)"', json.dumps(bundle))) <= set(there)
    for entry in bundle["entry"]:
        assert entry["request"]["method"] == "POST"
        assert entry["request"]["url"] == entry["resource"]["resourceType"]
        assert re.fullmatch(r"(identifier|url)=\S+", entry["request"]["ifNoneExist"])


def test_numbers_have_ucum_units_and_the_project_s_codes(store: Store, tmp_path: Path) -> None:
    (bundle,) = bundles(store, tmp_path / "out", ["K7"]).values()
    (trial,) = of_kind(bundle, "Observation")
    by_code = {c["code"]["coding"][0]["code"]: c for c in trial["component"]}
    assert by_code["osi"]["valueQuantity"] == {
        "value": 1 / 3,
        "unit": "deg",
        "system": "http://unitsofmeasure.org",
        "code": "deg",
        "comparator": ">=",
    }
    assert by_code["mlsi"]["dataAbsentReason"]["coding"][0]["code"] == "not-a-number"
    assert by_code["level"]["valueInteger"] == 2
    assert by_code["practice"]["valueBoolean"] is False
    assert by_code["side"]["valueString"] == "left"
    assert trial["status"] == "entered-in-error"
    explained = {c["code"] for s in of_kind(bundle, "CodeSystem") for c in s["concept"]}
    assert set(by_code) <= explained


def test_the_report_holds_the_pdf_and_names_its_trials(store: Store, tmp_path: Path) -> None:
    (bundle,) = bundles(store, tmp_path / "out", ["K7"]).values()
    (report,) = of_kind(bundle, "DiagnosticReport")
    (form,) = report["presentedForm"]
    assert form["contentType"] == "application/pdf"
    assert base64.b64decode(form["data"]) == b"%PDF-none"
    assert len(report["result"]) == 1


def test_every_metric_s_unit_has_a_ucum_code() -> None:
    own = [metric for each in activities().values() for metric in each.metrics]
    for metric in (*all_metrics(), *own):
        for length in LENGTHS:
            assert UCUM.fullmatch(ucum(metric.unit_of(length))), metric.names
    with pytest.raises(ExportError, match=r"the unit 'furlong' has no UCUM code"):
        ucum("furlong")
