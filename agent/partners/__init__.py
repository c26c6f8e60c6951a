"""What a message says of possible partners: names, ratings, offers, weights."""
