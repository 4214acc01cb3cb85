"""The front door: files, standard input, addresses and feeds become bytes with an address."""
