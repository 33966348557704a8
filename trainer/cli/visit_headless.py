"""A visit without a window: the steps as lines, then where the seconds went, then the note."""

from collections.abc import Sequence

from rich.table import Table

from trainer.cli.settings import settings_for
from trainer.cli.terminal import LiveLine, console, say
from trainer.home import stills_folder
from trainer.link.base import RealClock, SimulatedClock
from trainer.link.uri import LinkContext
from trainer.plans.agenda import fits
from trainer.plans.minutes import Row, clock_words
from trainer.plans.steps import STEP_WORDS, Step
from trainer.recording.interfaces import Standing, Stimulus
from trainer.sessions.errors import SessionError
from trainer.sessions.kept_board import kept_board
from trainer.sessions.store_access import open_store
from trainer.sessions.visits.assembled import NO_DATABASE, Room, assembled, is_done
from trainer.sessions.visits.given import checked
from trainer.sessions.visits.headless import HeadlessAttendant, wait_for_board
from trainer.sessions.visits.running import VisitRun
from trainer.store.places import places

DONE = "today's visit of {code} is done: --again begins another one"
TAKE_OVER = "To go on with it here, add --take-over"
TOOK = "the visit took {taken} of the plan's {minutes:g} minutes"


def run_headless(
    code: str,
    board_uri: str,
    seed: int,
    fast: bool,
    answers: Sequence[tuple[str, str]],
    operator: str,
    *,
    again: bool,
    take_over: bool,
) -> None:
    """Run today's plan to its end, and print what became of it; one that is done stays done,
    unless another one begins `again`, and one at another station there, unless it is taken over.
    """
    given = checked(answers)
    settings, standing, stimulus = settings_for(board_uri), Standing(), Stimulus()

    def context() -> LinkContext:
        clock = SimulatedClock() if fast else RealClock()
        return LinkContext(
            clock, stimulus=stimulus, standing=standing, defaults={"seed": str(seed)}
        )

    with open_store(say) as store:
        if store is None:
            raise SessionError(NO_DATABASE)
        with kept_board(board_uri, store, say, context) as board:
            station, name = settings.station(stills_folder()), settings.name
            room = Room(store, places(), board, station, name, say, standing, operator, seed)
            visit = assembled(room, code, again=again)
            if is_done(visit, visit.reader.read()):
                say(DONE.format(code=code))
                return
            if visit.today.elsewhere and not take_over:
                raise SessionError(f"{visit.today.elsewhere} {TAKE_OVER}")
            wait_for_board(board, say)
            for line in visit.today.warnings:
                say(line)
            with LiveLine() as live:
                attendant = HeadlessAttendant(
                    visit.kit,
                    board,
                    stimulus,
                    given,
                    operator,
                    fast,
                    lambda step, share: live.show(_progress(step, share)),
                )
                VisitRun(visit.reader, attendant, visit.by_hand, name).run()
            chart = visit.reader.read()
            if left_out := fits(chart.plan, chart.facts):
                say(left_out)
    _print(attendant.rows, attendant.line, visit.today.plan.minutes)


def _progress(step: Step, share: float) -> str:
    what = " ".join((STEP_WORDS[step.kind], *([step.side] if step.side else ())))
    return f"{what} {step.number} of {step.of}: {100 * share:3.0f} %"


def _print(rows: Sequence[Row], line: str, minutes: float) -> None:
    table = Table(box=None, pad_edge=False)
    table.add_column("step")
    for heading in ("times", "planned", "took"):
        table.add_column(heading, justify="right")
    for row in rows:
        took = "–" if row.actual_s is None else clock_words(row.actual_s)
        table.add_row(STEP_WORDS[row.kind], str(row.steps), clock_words(row.planned_s), took)
    console().print(table)
    taken_s = sum(row.actual_s or 0.0 for row in rows)
    say(TOOK.format(taken=clock_words(taken_s), minutes=minutes))
    say(line)
