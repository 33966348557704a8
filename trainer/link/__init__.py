"""Where bytes come from: serial ports, simulations, replays. Every link delivers wire bytes."""
