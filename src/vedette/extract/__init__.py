"""What a text says: who is named, who said what, what happened; and who a list names."""
