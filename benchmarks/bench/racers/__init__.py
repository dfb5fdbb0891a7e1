"""Programs that the subjects start, each in a process of its own; peers in an environment of their own."""
