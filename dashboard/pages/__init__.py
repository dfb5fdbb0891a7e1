"""The pages: each a function (reader, what the address asks for) -> ``Page``."""
