"""The ground of `marble`: where a ball may roll, how it rolls, and the way round the walls. Pure.

Places are (ap, ml) in degrees of tilt, as on every field. Rules and the garden's painter use it.
"""
