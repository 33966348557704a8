"""`baps stream`: publishes what a board sends on the network."""

from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING

import click

from trainer.cli.options import FiniteRange, board_option, seed_option
from trainer.cli.terminal import LiveLine, kept_on_stop, say

if TYPE_CHECKING:
    from trainer.sessions.board import OpenBoard
    from trainer.sessions.streaming import Streamer


@click.command("stream")
@board_option
@click.option("--lsl", is_flag=True, help="by the Lab Streaming Layer")
@click.option(
    "--seconds",
    type=FiniteRange(0, min_open=True),
    help="how long [default: until Ctrl-C]",
)
@seed_option
def command(board_uri: str, lsl: bool, seconds: float | None, seed: int) -> None:
    """Publish samples, loads, thigh angles and events on the network, for LabRecorder and others.

    A board that is lost is waited for; its streams go on when it is back.

    \b
    Examples:
      baps stream --lsl
      baps stream --lsl --board 'sim:patient?cells=80&thigh=1' --seconds 60
    """
    if not lsl:
        raise click.UsageError("say where to: baps stream --lsl")
    from trainer.link.uri import LinkContext
    from trainer.sessions.listening import Obstacles
    from trainer.sessions.lsl import require_lsl
    from trainer.sessions.opening import ready_board
    from trainer.sessions.streaming import Streamer, stream_on, streamed

    require_lsl()
    context = LinkContext(defaults={"seed": str(seed)})
    with ready_board(board_uri, say, context) as board, LiveLine() as live:
        obstacles = Obstacles(board, live.say)

        def meanwhile() -> None:
            obstacles()
            live.show(f"{streamed_words(streamer)}; {streamer.heard} streams are received")

        streamer = Streamer(board, seconds=seconds)
        # The outer one: whoever stops at the very line that names the streams is told, too.
        with kept_on_stop(lambda: streamed_words(streamer)), streamed(streamer, say):
            stream_on(board, streamer, meanwhile)
    say(streamed_words(streamer))


def streamed_words(streamer: "Streamer") -> str:
    """How much was published."""
    return (
        f"streamed {streamer.seconds:.1f} s, {streamer.samples} samples, "
        f"{streamer.lost} lost on the way"
    )


def also_streamed(board: "OpenBoard", lsl: bool) -> "AbstractContextManager[Streamer | None]":
    """The streams of a board that somebody plays on, if they are asked for."""
    if not lsl:
        return nullcontext()
    from trainer.sessions.streaming import Streamer, streamed

    return streamed(Streamer(board), say)
