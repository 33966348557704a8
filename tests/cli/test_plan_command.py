"""`baps plan`: made of a template, changed, signed; what there is not is refused."""

import json

import pytest

from trainer.plans.templates import TEMPLATES

TEMPLATE = "ten-minutes"


def plan(run, *arguments: str):
    result = run("plan", *arguments, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_templates_say_where_their_doses_come_from(run) -> None:
    said = run("plan", "templates").output
    for template in TEMPLATES.values():
        assert f"{template.name}: {template.title}" in said
        assert template.source in said
        assert template.population in said


def test_a_plan_counts_from_its_signature_on_and_a_changed_one_does_not(run) -> None:
    made = plan(run, "new", "K7", "--template", TEMPLATE, "--title", "first weeks")
    assert (made["title"], made["signed_by"]) == ("first weeks", "")
    assert plan(run, "show", "K7") == {"plan": None, "draft": made}
    signed = plan(run, "sign", "K7", "--operator", "JD")
    assert plan(run, "show", "K7") == {"plan": signed, "draft": None}
    assert "plan: first weeks, signed by JD" in run("patient", "show", "K7").output
    changed = plan(run, "edit", "K7", "--item", "1", "--rest", "45", "--level", "3")
    assert changed["board"][0] == {**made["board"][0], "rest_s": 45.0, "level": 3}
    assert plan(run, "show", "K7") == {"plan": signed, "draft": changed}
    assert plan(run, "list", "K7") == [made, signed, changed]
    (counts,) = [s for s in run("plan", "list", "K7").output.splitlines() if "this one" in s]
    assert counts.startswith(signed["plan_id"][:8])
    shown = run("plan", "show", "K7").output
    assert "first weeks: signed by JD" in shown
    assert "rest 45 s, dome 3" in shown
    assert "it counts once it is signed: baps plan sign K7" in shown


def test_items_are_added_and_removed_by_number(run) -> None:
    plan(run, "new", "K7", "--template", TEMPLATE)
    before = len(plan(run, "show", "K7")["draft"]["board"])
    dose = ("--rounds", "2", "--eyes", "closed", "--support", "rail", "--rung", "4")
    slalom = plan(run, "add-item", "K7", "Slalom", *dose)["board"][-1]
    assert (slalom["activity"], slalom["eyes"], slalom["rung"]) == ("slalom", "closed", 4)
    clam = ("--sets", "2", "--effort", "6", "--legs", "involved", "--note", "green band")
    exercises = plan(run, "add-item", "K7", "clam", *clam)["exercises"]
    assert (exercises[-1]["exercise"], exercises[-1]["sets"]) == ("clam", 2)
    shown = run("plan", "show", "K7").output
    assert f"{before + 1}. slalom, each leg, 2 × 40 s, rest 30 s, eyes closed" in shown
    assert "clam shell, the involved leg, 2 × 10, rest 60 s, effort 6 of 10, green band" in shown
    left = plan(run, "remove-item", "K7", "--item", str(before + 1))
    assert "slalom" not in {item["activity"] for item in left["board"]}


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("new", "K7", "--template", "ten-minute"), "did you mean ten-minutes?"),
        (("new", "K7", "--template", "xyzzy"), "there is no template 'xyzzy': there are "),
        (("add-item", "K7", "bulseye"), "no activity 'bulseye': did you mean bullseye?"),
        (("add-item", "K7", "clm"), "no exercise 'clm': did you mean clam?"),
        (("add-item", "K7", "xyzzy"), "no activity 'xyzzy'; there are"),
        (("add-item", "K7", "clam", "--rounds", "2"), "an exercise has no --rounds"),
        (("edit", "K7", "--item", "1", "--sets", "2"), "board work has no --sets"),
        (("edit", "K7", "--item", "1", "--legs", "both"), "choose two legs as the stance"),
        (("edit", "K7", "--item", "99", "--rounds", "2"), "has items 1 to"),
        (("sign", "K7"), "signed with a name or initials"),
    ],
)
def test_what_cannot_be_is_refused_and_no_plan_is_made(run, arguments, told: str) -> None:
    plan(run, "new", "K7", "--template", TEMPLATE)
    refused = run("plan", *arguments)
    assert refused.exit_code == 2
    assert told in refused.output
    assert len(plan(run, "list", "K7")) == 1


def test_a_patient_without_a_plan_is_told_how_to_make_one(run) -> None:
    for arguments in (("show", "K7"), ("sign", "K7", "--operator", "JD")):
        refused = run("plan", *arguments)
        assert refused.exit_code == 1
        assert "make one with baps plan new K7 --template NAME" in refused.output
    assert "K7 has no plan" in run("plan", "list", "K7").output
    assert run("plan", "new", "Z9", "--template", TEMPLATE).exit_code == 1
