"""The peer's side of the latch bench: an LSL outlet at 500 Hz in a process of its own.

Each sample holds this computer's `perf_counter` in seconds.
"""

import time

from pylsl import StreamInfo, StreamOutlet

from tests.benchmarks.paced_board import PACE

NAME, RATE_HZ = "baps-bench", 500


def main() -> None:
    outlet = StreamOutlet(StreamInfo(NAME, "motion", 1, RATE_HZ, "double64", NAME), chunk_size=1)
    due = time.perf_counter()
    while True:
        due += 1 / (PACE * RATE_HZ)
        time.sleep(max(0.0, due - time.perf_counter()))
        outlet.push_sample([due])


if __name__ == "__main__":
    main()
