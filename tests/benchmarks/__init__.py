"""`make bench`: every number we hold ourselves to, beside a peer measured in the same run."""
