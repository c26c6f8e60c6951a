"""What a message is made of: words, names, quantities, clauses, cue phrases, and what they mean one by one."""
