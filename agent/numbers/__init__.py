"""What the numbers of a message say: which field each means, and what several make together."""
