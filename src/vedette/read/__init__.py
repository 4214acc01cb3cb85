"""Bytes of a report become a text layer and its parts, each a span of that layer."""
