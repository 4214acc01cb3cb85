"""What a person judged, laid over what the machine read; both stay."""
