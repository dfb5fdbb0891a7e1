"""The API: commands and queries as tables, from which routes, description and tests are made."""
