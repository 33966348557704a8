"""Tests of the real firmware, run on the virtual Uno and spoken to through its serial port."""
