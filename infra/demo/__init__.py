"""The demonstration province "Sông Lam": made up, complete, the same every time."""
