"""Reports beside each other: same event, same copy, who stands behind what, where they differ."""
