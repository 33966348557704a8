"""The command `baps`: reads options and prints text; the packages below do the work."""

import os

# pygame prints a greeting on standard output, where rows and JSON go.
os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
