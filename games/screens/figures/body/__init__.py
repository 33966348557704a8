"""One jointed person for every picture that shows one: angles to joints, joints to skin.

`pose` holds the angles, `skeleton` turns them into places, `hand` and `flesh` put skin on them,
`moves` knows the exercises, `loop` paints a movement once and shows it. All but `loop` is pure.
The person is always built with the measured leg on the right; the left leg is its mirror image.
"""
