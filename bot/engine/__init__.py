"""What drives the legs: the clock and the workers."""
