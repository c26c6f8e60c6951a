"""The language model: it reads and it words, beside the built-in reading and wording; it never computes or decides."""
