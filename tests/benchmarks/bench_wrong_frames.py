"""`accepted_wrong_frames`: how many samples of a bad line are believed and were never sent so.

Bytes are flipped, dropped and inserted. Beside it: the same samples between a start and an end byte
as many sketches send them, and our own frames without the checks of number and time.
"""

from tests.benchmarks.row import Row, part
from tests.damaged_line import (
    Accepted,
    accepted_between_marks,
    accepted_by_board,
    accepted_by_decoder,
    between_marks,
    damaged,
    on_the_line,
    sent_samples,
)

FRAMES = 1_000_000
FAULTY_PCT = (0.01, 0.1, 1.0)


def rows(share: float = 1.0) -> list[Row]:
    sent = sent_samples(part(FRAMES, share))
    framed, marked = on_the_line(sent), between_marks(sent)
    listed: list[Row] = []
    for pct in FAULTY_PCT:
        line = damaged(framed, pct / 100)
        listed += _rows_of(
            f"at_{pct:g}_pct",
            len(sent),
            accepted_by_board(line, sent),
            accepted_by_decoder(line, sent),
            accepted_between_marks(damaged(marked, pct / 100), sent),
        )
    return listed


def _rows_of(at: str, sent: int, ours: Accepted, unchecked: Accepted, marks: Accepted) -> list[Row]:
    name, between = f"accepted_wrong_frames_{at}", "start and end bytes, no CRC"
    delivered, delivered_marks = (100 * (a.frames - a.wrong) / sent for a in (ours, marks))
    return [
        Row(name, ours.wrong, "1", between, marks.wrong),
        Row(name, ours.wrong, "1", "CRC, no check of number and time", unchecked.wrong),
        Row(f"delivered_frames_{at}", delivered, "%", between, delivered_marks),
    ]
