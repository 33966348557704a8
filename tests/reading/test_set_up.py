"""The set-up of a trial in words: which board, dome, rim, foot and sensors."""

from dataclasses import replace
from datetime import UTC, date, datetime

from tests.metrics.signals import completed, ordinary_axes, recorded
from trainer.reading.set_up import set_up_of
from trainer.recording.body import BodySetup, SacrumSetup, ThighSetup
from trainer.recording.conditions import FLOOR, FootPlacement
from trainer.recording.envelope import Range
from trainer.recording.trial import BoardIdentity, TrialHeader
from trainer.recording.vocabulary import Side, Source

HEADER = recorded(ordinary_axes(n=20), completed(20)).header
MADE = datetime(2026, 3, 4, 12, tzinfo=UTC)


def facts(header: TrialHeader) -> dict[str, str]:
    return dict(set_up_of(header))


def test_board_dome_rim_range_and_foot_are_told_with_where_they_come_from() -> None:
    found = facts(
        replace(
            HEADER,
            board=BoardIdentity("serial:/dev/ttyACM0", 0xBA45, "1.2.0"),
            rim=replace(HEADER.rim, source=Source.MEASURED, made_at=MADE, operator="JD"),
            range=Range((0.0, 180.0), (9.0, 8.0), Source.MEASURED, day=date(2026, 3, 4)),
            feet=FootPlacement("M20", "M8"),
        )
    )
    assert found["Board"] == "000000000000ba45, firmware 1.2.0"
    assert found["Rim"] == "measured on 2026-03-04 by JD"
    assert found["Range"] == "measured on 2026-03-04"
    assert found["Foot"] == "heel at M20, second toe at M8"
    assert found["Calibration"].startswith("none")


def test_what_was_worn_is_told_also_where_it_gives_no_angles() -> None:
    assert facts(HEADER)["Body sensor"] == "none worn"
    loose = replace(HEADER, body=BodySetup())
    assert "not set up" in facts(loose)["Body sensor"]
    thigh = ThighSetup(side=Side.LEFT, made_at=MADE)
    both = replace(HEADER, body=BodySetup(thigh=thigh), sacrum=SacrumSetup())
    assert facts(both)["Body sensor"] == "left thigh, set up on 2026-03-04; sacrum, set up"


def test_a_simulated_board_is_called_so_and_the_floor_has_no_dome() -> None:
    simulated = replace(HEADER, board=BoardIdentity("sim:patient"))
    assert facts(simulated)["Board"] == "simulated"
    floor = replace(HEADER, conditions=replace(HEADER.conditions, level=FLOOR))
    assert not {"Dome", "Rim"} & facts(floor).keys()
