"""Pure functions over scalars: names, identifiers, dates, units, gazetteers, language."""
