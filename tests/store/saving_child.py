"""Saves ten trials as quickly as it can; run twice at once by `test_engines`."""

import sys

from tests.store.trials import finished
from trainer.store import Store


def main(url: str, first: int) -> None:
    for number in range(first, first + 10):
        with Store.open(url) as store:
            assert store.save_trial(finished(number))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
