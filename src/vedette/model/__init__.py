"""The nouns every room shares. Nothing here knows a file format, a database or a page."""
