"""One module per section of a dossier; each turns rows into footnoted sentences."""
