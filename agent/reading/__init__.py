"""From a message to what is meant: facts, what-ifs, declines, corrections, requests and questions."""
