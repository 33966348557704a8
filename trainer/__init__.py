"""BAPS trainer: an instrumented balance board, its games, and its sway metrics.

The packages below follow the way of a sample: `link` brings bytes, `wire` turns them into
messages, `acquisition` into time and tilt, `recording` holds one trial, `metrics` makes numbers
of it, `store` keeps them. `sessions` puts these together; `cli` is how people call it.
"""
