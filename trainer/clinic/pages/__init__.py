"""One module for each page or form of the clinic; each has a `router`."""
