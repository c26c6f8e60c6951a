"""From what is known to the reply: what was worked out, what to say of it, in which words, with which citations."""
