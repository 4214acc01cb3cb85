"""Readers of published lists, one file a format; the door is :mod:`vedette.extract.listings`."""
