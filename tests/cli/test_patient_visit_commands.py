"""What belongs to a patient beside trials, typed in: background, screening, stops, rest, no-go."""

import json

import pytest

from trainer.plans.screening import QUESTIONS
from trainer.sessions.legs import LegLocked

FIRST, *OTHERS = QUESTIONS
PARTLY = ("--weight-bearing", "partial")
PLAY = ("play", "bullseye", "--board", "sim:patient", "--fast", "--seconds", "5", "--patient", "K7")


def found(run, name: str, *options: str):
    result = run("patient", name, "K7", "--json", *options)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_a_background_keeps_what_is_not_given_and_forgets_the_part_of_another_order(run) -> None:
    assert found(run, "background") is None
    assert "no background of K7 is noted" in run("patient", "background", "K7").output
    first = found(
        *(run, "background", "--diagnosis", "ACL", "--surgery", "2026-01-12"),
        *("--weight-bearing", "partial", "--percent", "50", "--operator", "JD"),
    )
    assert (first["surgery_on"], first["weight_bearing_pct"]) == ("2026-01-12", 50.0)
    second = found(run, "background", "--diagnosis", "ACL, hamstring graft")
    assert (second["weight_bearing"], second["weight_bearing_pct"]) == ("partial", 50.0)
    third = found(run, "background", "--weight-bearing", "full")
    assert (third["diagnosis"], third["weight_bearing_pct"]) == ("ACL, hamstring graft", None)
    said = run("patient", "background", "K7").output
    assert "K7: ACL, hamstring graft; surgery 2026-01-12; full weight bearing, since" in said


def test_kilograms_are_kept_as_a_part_and_an_order_may_name_no_figure(run) -> None:
    assert run("patient", "weight", "K7", "--kg", "70").exit_code == 0
    assert found(run, "background", *PARTLY, "--kg", "20")["weight_bearing_pct"] == 28.0
    assert found(run, "background", "--diagnosis", "ACL")["weight_bearing_pct"] == 28.0
    assert found(run, "background", *PARTLY, "--no-figure")["weight_bearing_pct"] is None
    said = run("patient", "background", "K7").output
    assert "partial weight bearing, how much was not said" in said


def test_answers_of_one_day_belong_together(run) -> None:
    assert found(run, "screen") is None
    assert found(run, "screen", "--answer", f"{FIRST}=yes")["answers"] == {FIRST: True}
    whole = {FIRST: True, **dict.fromkeys(OTHERS, False)}
    options = [word for name in OTHERS for word in ("--answer", f"{name.replace('_', '-')}=No")]
    assert found(run, "screen", *options)["answers"] == whole
    shown = run("patient", "screen", "K7").output
    assert all(name in shown for name in QUESTIONS)
    assert "screened " in shown


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("screen", "K7", "--answer", f"{FIRST[:-1]}=yes"), f"did you mean {FIRST}?"),
        (("screen", "K7", "--answer", f"{FIRST}=perhaps"), f"give {FIRST}=yes or {FIRST}=no"),
        (("background", "K7", "--percent", "50"), "belong to --weight-bearing partial"),
        (("background", "K7", "--weight-bearing", "partial"), "say how much with --percent"),
        (
            ("background", "K7", "--weight-bearing", "partial", "--kg", "20"),
            "baps patient weight K7 --kg N first",
        ),
        (
            ("background", "K7", *PARTLY, "--percent", "20", "--no-figure"),
            "say one of --percent, --kg",
        ),
        (("stop", "K7", "--side", "left"), "say why the leg stops: --reason giving_way"),
        (("stop", "K7", "--reason", "calf"), "say which leg stops"),
        (("rest", "K7", "--from", "2026-03-04"), "say why the patient rests"),
        (("rest", "K7", "--to", "2026-03-04"), "say when the rest begins"),
        (
            ("rest", "K7", "--from", "2026-03-04", "--to", "2026-03-03", "--reason", "flu"),
            "ends on the day it begins or later",
        ),
        (("no-go", "K7", "--side", "left"), "a sector needs --side"),
        (("unlock", "K7", "--side", "left", "--reason", " "), "say why the leg may go on"),
    ],
)
def test_what_cannot_be_is_refused_with_what_to_say(run, options, told: str) -> None:
    refused = run("patient", *options)
    assert refused.exit_code == 2
    assert told in " ".join(refused.output.split())


def test_a_leg_that_is_stopped_is_refused_until_it_is_unlocked_with_a_reason(run) -> None:
    assert "no leg of K7 was ever stopped" in run("patient", "stop", "K7").output
    stopped = run("patient", "stop", "K7", "--side", "left", "--reason", "giving_way")
    assert (
        'until a therapist says baps patient unlock K7 --side left --reason "…"' in stopped.output
    )
    for side in ("left", "both"):
        refused = run(*PLAY, "--side", side).exception
        assert isinstance(refused, LegLocked), side
        assert "the left leg of K7 stopped on" in str(refused)
        assert "(giving way)" in str(refused)
    assert run(*PLAY, "--side", "right").exit_code == 0
    why = ("--side", "left", "--reason", "seen by the doctor", "--operator", "JD")
    assert run("patient", "unlock", "K7", *why).output == "left leg of K7: may go on\n"
    assert run(*PLAY, "--side", "left").exit_code == 0
    (stop,) = found(run, "stop")
    assert (stop["lifted"]["reason"], stop["lifted"]["operator"]) == ("seen by the doctor", "JD")
    assert "by JD, seen by the doctor" in run("patient", "stop", "K7").output


def test_a_stop_of_both_legs_is_said_when_one_alone_is_unlocked(run) -> None:
    assert found(run, "stop", "--reason", "dizziness", "--side", "left")[0]["side"] == "both"
    one = ("patient", "unlock", "K7", "--side", "left", "--reason", "the leg is well")
    assert "still locked: both legs of K7" in run(*one).output
    assert json.loads(run(*one, "--json").stdout) == {
        "unlocked": False,
        "still_locked": "dizziness",
    }
    both = run("patient", "unlock", "K7", "--side", "both", "--reason", "seen by the doctor")
    assert both.output == "both legs of K7: may go on\n"


@pytest.mark.parametrize(
    ("note", "why"),
    [(("pain_now", "7", "--side", "left"), "pain 7 of 10"), (("giving_way", "yes"), "giving way")],
    ids=["pain", "giving way"],
)
def test_a_note_that_stops_a_leg_says_so_in_a_line(run, note, why: str) -> None:
    side = () if "--side" in note else ("--side", "left")
    noted, stopped = run("note", "add", "K7", *note, *side).output.splitlines()
    assert noted.startswith("noted of K7")
    assert stopped.startswith("the left leg of K7 stopped on")
    assert f"({why}): off the board until a therapist says baps patient unlock" in stopped
    assert isinstance(run(*PLAY, "--side", "left").exception, LegLocked)


def test_a_note_that_is_withdrawn_leaves_its_stop_to_the_therapist_and_says_so(run) -> None:
    run("note", "add", "K7", "giving_way", "yes", "--side", "left")
    (stop,) = found(run, "stop")
    taken_back = run("note", "withdraw", "K7", stop["stop_id"][:8], "--reason", "the other leg")
    _, still = taken_back.output.splitlines()
    assert "off the board until a therapist says baps patient unlock K7 --side left" in still
    assert found(run, "stop") == [stop]


def test_a_note_of_little_pain_stops_nothing(run) -> None:
    assert len(run("note", "add", "K7", "pain_now", "5", "--side", "left").output.splitlines()) == 1
    assert found(run, "stop") == []


def test_rest_is_one_day_or_several(run) -> None:
    assert found(run, "rest") == []
    found(run, "rest", "--from", "2026-03-04", "--to", "2026-03-10", "--reason", "swollen")
    one, _ = found(run, "rest", "--from", "2026-03-01", "--reason", "flu")
    assert (one["from_day"], one["to_day"], one["reason"]) == ("2026-03-01", "2026-03-01", "flu")
    assert "K7 rests from 2026-03-04 to 2026-03-10: swollen" in run("patient", "rest", "K7").output


def test_a_sector_counts_until_its_day_or_until_it_is_withdrawn(run) -> None:
    assert found(run, "no-go") == []
    directions = ("--side", "left", "--from-deg", "300", "--to-deg", "20", "--reason", "graft")
    (over,) = found(run, "no-go", *directions, "--until", "2026-03-04")
    assert over["sector"] == {"from_deg": 300.0, "to_deg": 20.0}
    assert "left, 300 to 20°, over since 2026-03-04: graft" in run("patient", "no-go", "K7").output
    _, held = found(run, "no-go", *directions, "--until", "2999-01-01")
    assert "until 2999-01-01: graft" in run("patient", "no-go", "K7").output
    shown = run("patient", "no-go", "K7", "--withdraw", held["sector_id"][:8]).output
    assert ", withdrawn " in shown
    again = run("patient", "no-go", "K7", "--withdraw", held["sector_id"][:8])
    assert again.exit_code == 1
    assert "no such sector" in again.output
    same = run(
        "patient", "no-go", "K7", *directions[:4], "--to-deg", "300", "--until", "2999-01-01"
    )
    assert same.exit_code == 2


def test_show_tells_background_and_open_stops(run) -> None:
    said = run("patient", "show", "K7").output
    assert "no background is noted" in said
    assert "no plan is signed: baps plan new K7 --template NAME" in said
    run("patient", "background", "K7", "--diagnosis", "ACL")
    run("patient", "stop", "K7", "--side", "left", "--reason", "calf")
    run("patient", "stop", "K7", "--side", "right", "--reason", "locking")
    run("patient", "unlock", "K7", "--side", "right", "--reason", "well")
    said = run("patient", "show", "K7").output
    assert "ACL; full weight bearing" in said
    assert "calf symptoms" in said
    assert "locking" not in said
    known = found(run, "show")
    assert (known["background"]["diagnosis"], known["plan"]) == ("ACL", None)
    assert [stop["reason"] for stop in known["stops"]] == ["calf"]
