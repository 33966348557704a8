"""`baps log`: samples to rows, for as long as asked, through stalls and losses."""

from collections.abc import Callable
from dataclasses import replace

from trainer.acquisition.feed import BoardFeed
from trainer.recording.vocabulary import LinkState
from trainer.sessions.board import WAIT_STEP_S
from trainer.sessions.errors import SessionError
from trainer.sessions.rows import RowWriter

LOST_PATIENCE_S = 30.0


def log_rows(
    feed: BoardFeed, writer: RowWriter, seconds: float | None, say: Callable[[str], None]
) -> None:
    """Write rows until `seconds` of device time are full, or the replay ends, or for ever.

    A lost board is waited for; after `LOST_PATIENCE_S` it is a `SessionError`, with every row
    written before it in the file.
    """
    seq, begun_s, told, missing_since = -1, None, "", None
    while True:
        ended = feed.ended
        feed.wait(WAIT_STEP_S)
        stretch = feed.since(seq)
        samples = stretch.samples
        if len(samples):
            seq = int(samples.seq[-1])
            begun_s = float(samples.t_s[0]) if begun_s is None else begun_s
            full = seconds is not None and samples.t_s[-1] - begun_s >= seconds
            wanted = samples[samples.t_s - begun_s < seconds] if seconds else samples
            writer.write(replace(stretch, samples=wanted))
            missing_since = None
            if full:
                return
            continue
        if ended:
            return
        status = feed.status()
        if status.state in (LinkState.STALLED, LinkState.LOST) and status.advice != told:
            told = status.advice
            say(told)
        missing_since = feed.now_ns() if missing_since is None else missing_since
        if feed.now_ns() - missing_since > LOST_PATIENCE_S * 1e9:
            raise SessionError(f"{told or 'no data'}; the {writer.rows} rows so far are kept")
