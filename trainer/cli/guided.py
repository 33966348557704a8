"""A guided calibration on the terminal: prompts as lines, progress as a bar beside them."""

from collections.abc import Callable

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn

from trainer.recording.guidance import Finished, Guidance, Guide


def guide_on_terminal(guide: Guide, say: Callable[[str], None]) -> Finished:
    """Run a guide to its end. On a terminal notices and progress stand in a line of their own."""
    columns = (TextColumn("  "), BarColumn(30), TextColumn("{task.description}"))
    console = Console(stderr=True)
    with Progress(
        *columns, console=console, transient=True, disable=not console.is_terminal
    ) as bar:
        task = bar.add_task("", total=1.0)
        said = ""
        while True:
            try:
                moment = next(guide)
            except StopIteration as end:
                finished: Finished = end.value
                return finished
            line = _line(moment)
            if line != said:
                said = line
                say(line)
            bar.update(task, completed=moment.progress, description=_beside(moment))


def _line(moment: Guidance) -> str:
    number = f"{moment.step} of {moment.steps}: " if moment.step else ""
    return number + moment.prompt


def _beside(moment: Guidance) -> str:
    readings = ", ".join(f"{label} {text}" for label, text in moment.readings)
    return "  ".join(part for part in (moment.notice, readings) if part)
