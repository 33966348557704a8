"""Files that can be replayed: this project's recordings, and wobble-board JSON."""
