"""Places: each file here paints the still layer and the sprites of one of them, and knows no rules.

A scene asks its place for both when it is made; a frame only blits. What painters share is
`games.worlds.kit`:

| module | gives |
|---|---|
| `scenery` | `Scenery`, a `Canvas` of whole pictures: `fill_down`, `wash`, `shine`, `paint_many` |
| `noise` | `noise`, `line_noise`: value noise of 0 to 1 |
| `edges` | `Area` of pixels with coordinates, `covered` and `below`: soft edges of any function |
| `stones`, `leaves`, `clouds`, `ridges` | things of nature, each with its own light and shadow |
| `glow` | `Glow` (adds light), `Fading` (alpha), each a ladder of eight strengths; `Sizes` |
| `rings` | `mint_ring`, `bedded_ring`, `later_ring`, `earned_ring`; `WaitArc` for a wait |
| `veil` | `lay_veil`: night behind column and sentence, the last thing painted |
| `contrast` | `contrast(colour, still, mask)`: its median and its worst tenth |
| `stills` | `still(key, paint, folder)`: painted once, then kept in memory and in a folder |

A place looks like this:

    from games.worlds.kit.noise import noise
    from games.worlds.kit.scenery import Scenery
    from games.worlds.kit.stills import StillKey, still
    from games.worlds.kit.stones import Stone, paint_stone
    from games.worlds.kit.veil import lay_veil

    VERSION = 1  # count up when the painter changes
    STONE = 96, 110, 120

    def still_layer(layout, field, rim, folder):
        key = StillKey("pond", VERSION, layout.size, (rim.directions_deg, rim.tilt_deg))
        return still(key, lambda: painted(layout, field), folder)

    def painted(layout, field):
        scenery = Scenery(layout.size, grain=layout.grain)
        scenery.fill_down((0, (8, 16, 40)), (layout.size[1], (12, 60, 80)))
        haze = noise(layout.size, (layout.px(600), layout.px(60)), seed=4)
        scenery.wash(0.3 * haze, (60, 90, 130))
        paint_stone(scenery, Stone(field.centre, layout.px(60), layout.px(44), 20.0, 1), STONE)
        lay_veil(scenery, layout, (6, 12, 24))
        return scenery.surface()

`paint_many` wants a mask and colours of one size: make the mask by `area.mask(covered(...))`.
A scene derives from `games.engine.scenes.place.PlaceScene` and returns its place's still layer.
A still layer is shared: copy it before writing words onto it. `Stage.setup.station.stills_folder`
is the folder. The law of contrast is tested on every place by `tests/games/worlds`.
"""
