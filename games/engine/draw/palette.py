"""The roles' colours, named for what they are used for."""

Colour = tuple[int, int, int]

ABYSS: Colour = (6, 18, 27)
DEEP: Colour = (10, 28, 40)
WATER: Colour = (18, 52, 66)
SHALLOW: Colour = (30, 76, 92)
INK: Colour = (236, 244, 246)
MIST: Colour = (138, 166, 176)
MINT: Colour = (98, 226, 188)
AMBER: Colour = (255, 190, 92)
SKY: Colour = (110, 190, 255)
CORAL: Colour = (255, 128, 110)


def mixed(first: Colour, second: Colour, share: float) -> Colour:
    """A colour between two: the first at 0, the second at 1."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(first, second, strict=True))
    return red, green, blue
