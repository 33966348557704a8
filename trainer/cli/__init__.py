"""The command `baps`: thin; what it does is done in the packages below."""

import os

# pygame greets on standard output, where rows and JSON go.
os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
