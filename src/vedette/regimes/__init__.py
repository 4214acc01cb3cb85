"""The law as data: what was in force on any day, who monitored it, and what was voted."""
