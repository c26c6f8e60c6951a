"""The conversation: what was said, what to work out, what to ask next, and how to put it."""
