"""What leaves without --identified says nothing of who it is, in any format."""

import os
import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from pypdf import PdfReader

from tests.export.trials import DISGUISE, OPERATOR, REASON, exported, whole
from tests.recordings import STARTED_AT
from trainer.export.disguise import KEY_BYTES, LEFT_OUT, AsItIs, Disguise, key_in
from trainer.export.errors import ExportError
from trainer.export.formats import FORMATS
from trainer.export.printed import printed
from trainer.recording.background import Background, WeightBearing
from trainer.recording.columns import same_bits
from trainer.recording.sensor import NEVER, UNCALIBRATED
from trainer.recording.trial import BoardIdentity
from trainer.store import Store

CODE, NAME = "QZXJ-4711", "Anna Huber"
TELLING = (CODE, OPERATOR, NAME, "Huber", "huber", "towel", "2026-03-04", "2026-03", "20260304")


def text_in(folder: Path) -> str:
    """Everything in an export, names of files and what Parquet packs among it."""
    said = []
    for path in sorted(folder.rglob("*")):
        said.append(path.name)
        if path.suffix == ".parquet":
            said.append(str(pq.read_table(path).to_pylist()))
        elif path.is_file():
            said.append(path.read_text(encoding="utf-8"))
    return "\n".join(said)


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_nothing_in_an_export_tells_who_it_is(form: str, store: Store, tmp_path: Path) -> None:
    store.add_patient(CODE, NAME)
    store.save_trial(whole(code=CODE))
    exported(store, [CODE], form, tmp_path / "out", DISGUISE)
    said = text_in(tmp_path / "out")
    assert whole().trial_id in said
    assert DISGUISE.name_of(CODE) in said
    assert [word for word in TELLING if word in said] == []
    exported(store, [CODE], form, tmp_path / "named")
    said = text_in(tmp_path / "named")
    assert CODE in said
    assert NAME not in said


def test_the_report_in_it_has_findings_alone(store: Store, tmp_path: Path) -> None:
    store.save_trial(whole(code=CODE))
    surgery = STARTED_AT.date() - timedelta(days=90)
    store.add_background(
        CODE, Background(STARTED_AT, "towel", surgery, WeightBearing.PARTIAL, 30.0)
    )
    (tmp_path / "it.pdf").write_bytes(printed(store, CODE, DISGUISE))
    said = " ".join(page.extract_text() for page in PdfReader(tmp_path / "it.pdf").pages)
    assert DISGUISE.name_of(CODE) in said
    assert re.findall(r"\b20[0-9]{2}\b|towel|QZXJ", said) == []
    shifted = DISGUISE.trial(whole(code=CODE)).recording.header.started_at
    assert {str(shifted.year)} == set(re.findall(r"\b19[0-9]{2}\b", said)), "no shifted today"
    (tmp_path / "named.pdf").write_bytes(printed(store, CODE, AsItIs()))
    said = " ".join(page.extract_text() for page in PdfReader(tmp_path / "named.pdf").pages)
    assert CODE in said
    assert "towel" in said


def test_days_move_by_one_shift_a_patient_and_what_is_measured_stays() -> None:
    first, second = (DISGUISE.trial(whole(n, CODE)) for n in (1, 2))
    one, two = first.recording.header, second.recording.header
    assert two.started_at - one.started_at == timedelta(minutes=1)
    assert one.started_at.time() == whole(1).recording.header.started_at.time()
    assert one.started_at.year < 1999
    assert one.range is not None
    assert one.range.day == (STARTED_AT + DISGUISE.shift(CODE)).date()
    assert DISGUISE.shift(CODE) != DISGUISE.shift("K7")
    assert same_bits(first.recording.samples, whole().recording.samples)
    assert repr(first.metrics) == repr(whole().metrics)


def test_boards_have_other_numbers_and_no_days_of_their_own() -> None:
    header = DISGUISE.trial(whole(code=CODE)).recording.header
    other = DISGUISE.trial(whole(code="K7")).recording.header
    assert header.board.board_id not in (0, 7)
    assert header.load is not None
    assert header.load.calibration.board_id == header.board.board_id == other.board.board_id
    assert header.load.calibration.made_at == header.start.calibration.made_at == NEVER
    assert header.start.calibration.board_id == UNCALIBRATED.board_id


def test_words_of_a_correction_are_left_out_and_taking_one_back_stays() -> None:
    trial = DISGUISE.trial(whole(code=CODE))
    assert trial.recording.voided_reason() == LEFT_OUT
    assert trial.why_not == f"excluded: {LEFT_OUT}"
    assert REASON not in repr(trial)
    before = whole(code=CODE)
    back = replace(before.recording.events[-1], data={"reason": ""})
    recording = replace(before.recording, events=(*before.recording.events, back))
    assert DISGUISE.trial(replace(before, recording=recording)).recording.voided_reason() == ""


@pytest.mark.parametrize(
    ("uri", "left"),
    [
        ("sim:patient?seed=3", "sim:patient?seed=3"),
        ("serial:/home/anna/tty", "serial:"),
        ("replay:/home/anna/x", "replay:"),
        ("anna", ""),
    ],
    ids=["simulated", "serial", "replay", "other"],
)
def test_a_board_s_address_says_only_which_way_it_was(uri: str, left: str) -> None:
    header = DISGUISE.trial(whole(board=BoardIdentity(uri, 7))).recording.header
    assert header.board.uri == left


def test_the_key_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    key = key_in(tmp_path / "new")
    assert len(key) == KEY_BYTES
    assert key_in(tmp_path / "new") == key
    if os.name != "nt":
        assert (tmp_path / "new" / "export.key").stat().st_mode & 0o077 == 0
    assert Disguise(key).name_of("K7") != DISGUISE.name_of("K7")


def test_a_cut_key_is_not_used(tmp_path: Path) -> None:
    (tmp_path / "export.key").write_bytes(b"")
    with pytest.raises(ExportError, match=r"export\.key is damaged"):
        key_in(tmp_path)
