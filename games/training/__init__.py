"""Activities that train. One file each."""
