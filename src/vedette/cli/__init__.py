"""The command line: parse, call the workbench, show. Nothing is decided here."""
