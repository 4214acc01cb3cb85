"""Names met in reports against names on lists: candidates, alignments, verdicts with reasons."""
