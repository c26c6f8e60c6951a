"""The conversation: what was said, what to work out, what to ask next, and how to put it."""

import os

# The matrices of a turn are small: OpenBLAS threads that wait for the next one in a loop only take the cores from each
# other, a third of a turn's time. It is read when numpy is loaded; who sets it otherwise has their reason.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
