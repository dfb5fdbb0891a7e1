"""What can be asked: read models computed from the log, for any known position and any day."""
