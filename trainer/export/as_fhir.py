"""FHIR R4: for each patient a bundle that a server takes in one transaction.

Each entry is made only if the server has none with its identifier, so a bundle that is sent twice
doubles nothing. Made without a library: a bundle is JSON, the profiles of `fhir.resources` are read
for a second, and the tests parse what is written here with it.
"""

import json
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import quote

from trainer.export.fhir_words import (
    CONDITIONS,
    MEASURES,
    Resource,
    board_key,
    code_system,
    concepts_of,
    device,
    observation,
    patient,
    report,
    urn,
)
from trainer.export.folder import ExportFolder
from trainer.export.formats import Given
from trainer.export.naming import folder_name
from trainer.export.rows import CONDITIONS as CONDITION_NAMES
from trainer.store.values import FinishedTrial

WORDS = dict.fromkeys((*CONDITION_NAMES, "outcome", "counts"), "how a trial was made, or ended")
BEGIN, END = b'{"resourceType": "Bundle", "type": "transaction", "entry": [\n', b"\n]}\n"


def begin(given: Given) -> "FhirWriter":
    """The writer of this format."""
    return FhirWriter(given)


class FhirWriter:
    """Writes each trial as it comes into its patient's bundle, and the report behind the last."""

    def __init__(self, given: Given) -> None:
        self._given = given
        self._bundle: _Bundle | None = None

    def add(self, trial: FinishedTrial) -> None:
        header = trial.recording.header
        bundle = self._bundle
        if bundle is None:
            code, folder = header.patient_code, self._given.folder
            bundle = self._bundle = _Bundle(folder, code, header.started_at)
        bundle.put("Device", board_key(header.board), device(header.board))
        bundle.put("Observation", header.trial_id, observation(trial))
        bundle.concepts |= dict(concepts_of(trial))
        bundle.trial_ids.append(header.trial_id)
        bundle.newest_at = header.started_at

    def end_patient(self) -> None:
        bundle = self._bundle
        assert bundle is not None
        code = bundle.code
        if code is not None:
            bundle.put("Patient", code, patient(code))
            found = report(code, bundle.newest_at, bundle.trial_ids, self._given.report())
            bundle.put("DiagnosticReport", code, found)
        bundle.put("CodeSystem", MEASURES, code_system(MEASURES, bundle.concepts))
        bundle.put("CodeSystem", CONDITIONS, code_system(CONDITIONS, WORDS))
        bundle.close()
        self._bundle = None

    def close(self) -> None:
        """Each bundle stands for itself."""


@dataclass
class _Bundle:
    """A bundle that is being written: each resource once, by its name."""

    folder: ExportFolder
    code: str | None
    newest_at: datetime
    concepts: dict[str, str] = field(default_factory=dict)
    trial_ids: list[str] = field(default_factory=list)
    written: set[str] = field(default_factory=set)

    def put(self, kind: str, key: str, resource: Resource) -> None:
        """One more entry, if it is not there yet."""
        name = urn(kind, key)
        if name in self.written:
            return
        entry = {"fullUrl": name, "resource": resource, "request": _once(kind, resource)}
        text = json.dumps(entry, ensure_ascii=False, allow_nan=False).encode()
        self._append((b",\n" if self.written else BEGIN) + text)
        self.written.add(name)

    def close(self) -> None:
        """Nothing more comes."""
        self._append(END)

    def _append(self, data: bytes) -> None:
        self.folder.append(f"{folder_name(self.code)}.json", data)


def _once(kind: str, resource: Resource) -> dict[str, str]:
    """The request that makes a resource only where there is none with its identifier."""
    if "identifier" in resource:
        known = resource["identifier"][0]
        asked = f"identifier={quote(known['system'] + '|' + known['value'], safe='')}"
    else:
        asked = f"url={quote(resource['url'], safe='')}"
    return {"method": "POST", "url": kind, "ifNoneExist": asked}
