"""The law as data: what was in force, for whom, on any day; who monitored it, and what was voted."""
