"""Activities that measure. One file each."""
