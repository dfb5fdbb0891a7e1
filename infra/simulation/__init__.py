"""A province of any size, its log written straight into the database as years of commands would have left it."""
