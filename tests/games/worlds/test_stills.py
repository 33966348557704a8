"""Still layers are painted once, and a bad folder costs nothing but time."""

import os
from dataclasses import replace
from io import BytesIO

import pygame
import pytest

from games.worlds.kit import stills
from games.worlds.kit.stills import KEPT_IN_FOLDER, StillKey, still

KEY = StillKey("pond", 1, (40, 24), ((0.0, 90.0), "right"))


class Painter:
    """Paints something, and counts how often."""

    def __init__(self) -> None:
        self.painted = 0

    def __call__(self) -> pygame.Surface:
        self.painted += 1
        surface = pygame.Surface(KEY.size, 0, 32)
        surface.fill((10, 200, 30))
        surface.set_at((3, 4), (1, 2, 3))
        return surface


def after_restart(painter: Painter, folder, key: StillKey = KEY) -> pygame.Surface:
    """As a new process would get it."""
    stills.forget()
    return still(key, painter, folder)


def bytes_of(surface: pygame.Surface) -> bytes:
    return pygame.image.tobytes(surface, "RGB")


def test_a_still_is_painted_once_and_read_back_the_same(tmp_path) -> None:
    painter = Painter()
    first = after_restart(painter, tmp_path / "stills")
    again = after_restart(painter, tmp_path / "stills")
    assert painter.painted == 1
    assert bytes_of(again) == bytes_of(first)
    assert again.get_bitsize() == 32


def test_without_a_folder_a_still_is_kept_in_memory() -> None:
    stills.forget()
    painter = Painter()
    assert still(KEY, painter) is still(KEY, painter)
    assert painter.painted == 1


@pytest.mark.parametrize(
    "other",
    [
        replace(KEY, world="sky"),
        replace(KEY, version=2),
        replace(KEY, made_for=((0.0, 90.0), "left")),
    ],
)
def test_every_part_of_the_key_makes_another_still(tmp_path, other: StillKey) -> None:
    painter = Painter()
    after_restart(painter, tmp_path)
    after_restart(painter, tmp_path, other)
    assert painter.painted == 2
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.parametrize("harm", ["cut", "flipped", "empty", "another size", "no picture"])
def test_a_damaged_picture_is_painted_anew(tmp_path, harm: str) -> None:
    painter = Painter()
    right = bytes_of(after_restart(painter, tmp_path))
    path = tmp_path / KEY.file_name
    data = path.read_bytes()
    middle = len(data) // 2
    small = BytesIO()
    pygame.image.save(pygame.Surface((8, 8)), small, "small.png")
    path.write_bytes(
        {
            "cut": data[:-9],
            "flipped": data[:middle] + bytes([data[middle] ^ 4]) + data[middle + 1 :],
            "empty": b"",
            "another size": small.getvalue() + stills._check(small.getvalue()),
            "no picture": b"hello" + stills._check(b"hello"),
        }[harm]
    )
    painter.painted = 0
    assert bytes_of(after_restart(painter, tmp_path)) == right
    assert painter.painted == 1
    after_restart(painter, tmp_path)
    assert painter.painted == 1  # and what was painted anew was kept


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path) -> None:
    in_the_way = tmp_path / "stills"
    in_the_way.write_text("a file where the folder should be")
    painter = Painter()
    after_restart(painter, in_the_way)
    after_restart(painter, in_the_way)
    assert painter.painted == 2


def test_a_full_disk_leaves_nothing_half_written(tmp_path, monkeypatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    painter = Painter()
    assert bytes_of(after_restart(painter, tmp_path)) == bytes_of(Painter()())
    assert list(tmp_path.iterdir()) == []


def test_the_folder_does_not_grow_for_ever(tmp_path) -> None:
    for rim in range(KEPT_IN_FOLDER + 3):
        after_restart(Painter(), tmp_path, replace(KEY, made_for=(rim,)))
    assert len(list(tmp_path.iterdir())) == KEPT_IN_FOLDER
