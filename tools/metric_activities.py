"""The tables of `docs/metrics.md` that need the activities: `python -m tools.metric_activities`.

For each kind of signal that metrics are made for, the boards that give it and the activities whose
trials have it; and the metrics that only one activity has. `trainer.metrics` cannot know these.
"""

from collections.abc import Mapping

from games.engine.activity import Activity, Surface
from games.registry import activities
from trainer.metrics import Metric
from trainer.metrics.document import DOCUMENT, between, read_as
from trainer.metrics.kinds import Fits
from trainer.metrics.moving_target import kinds_of
from trainer.recording.conditions import FLOOR, NO_DOME, Conditions
from trainer.recording.cue import CallsTargets
from trainer.recording.envelope import assumed_rim, no_rim
from trainer.recording.target import target_of

BEGIN = "<!-- activities: python -m tools.metric_activities -->\n"
END = "<!-- end of the activities -->\n"
LEVELS = {Surface.DOME: 2, Surface.PLATE: NO_DOME, Surface.FLOOR: FLOOR}
BOARDS: Mapping[Fits, str] = {
    Fits.FORCE_PLATE: "force plate; a file in mm or cm",
    Fits.BOARD: "board on a dome; a file in degrees",
    Fits.LOAD_CELLS: "force plate, or board on load cells",
    Fits.CONTACT: "board on load cells",
    Fits.ROUND: "board on a dome",
    Fits.SINES: "board on a dome",
    Fits.THIGH: "any board with the body sensor set up on the standing thigh",
    Fits.PELVIS: "the deck's sensor set up on the sacrum",
    Fits.EYE: "none is needed: the therapist scores",
    Fits.REACHES: "board on a dome",
    Fits.TRIAL: "every board",
}


def kinds_of_activity(activity: Activity) -> set[Fits]:
    """What its trials have, where every sensor is there that can be."""
    level = LEVELS[activity.surface]
    rim = assumed_rim(level) if activity.surface is Surface.DOME else no_rim(level=level)
    setup = activity.setup(Conditions(activity.name, seconds=activity.seconds[0], level=level), rim)
    kinds = {Fits.TRIAL, Fits.THIGH, *kinds_of(target_of(setup.parameters))}
    if isinstance(activity.rules(setup.parameters, setup.seed), CallsTargets):
        kinds.add(Fits.REACHES)
    if activity.surface is Surface.PLATE:
        return kinds | {Fits.FORCE_PLATE, Fits.LOAD_CELLS}
    if activity.surface is Surface.DOME:
        return kinds | {Fits.BOARD, Fits.LOAD_CELLS, Fits.CONTACT}
    return kinds | {Fits.PELVIS} | ({Fits.EYE} if activity.by_eye else set())


def tables() -> str:
    """Both tables."""
    kinds_of_each = {name: kinds_of_activity(each) for name, each in activities().items()}
    rows = [f"| {kind} | {BOARDS[kind]} | {_having(kind, kinds_of_each)} |\n" for kind in Fits]
    own = [_own(each, metric) for each in activities().values() for metric in each.metrics]
    return (
        "\n| for | boards and sensors | activities |\n|---|---|---|\n"
        + "".join(rows)
        + "\nOnly one activity has these, and each is for its own trials alone:\n"
        + "\n| activity | name | read as | better | formula | unit |\n|---|---|---|---|---|---|\n"
        + "".join(own)
        + "\n"
    )


def renewed(document: str) -> str:
    """The document with these tables renewed between their marks."""
    return between(document, BEGIN, tables(), END)


def _having(kind: Fits, kinds_of_each: Mapping[str, set[Fits]]) -> str:
    having = [f"`{name}`" for name, kinds in kinds_of_each.items() if kind in kinds]
    return "all" if len(having) == len(kinds_of_each) else ", ".join(having)


def _own(activity: Activity, metric: Metric) -> str:
    cells = (
        f"`{activity.name}`",
        f"`{metric.names[0]}`",
        read_as(metric),
        metric.better.value,
        metric.formula.replace("|", "\\|"),
        metric.unit,
    )
    return f"| {' | '.join(cells)} |\n"


def main() -> None:
    DOCUMENT.write_text(renewed(DOCUMENT.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
