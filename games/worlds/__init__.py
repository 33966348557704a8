"""Places: each file paints the still layer and the sprites of one of them, and knows no rules."""
