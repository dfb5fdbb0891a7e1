"""Papers and workbooks as files: what is composed in ``domain.sheet`` is laid out here."""
