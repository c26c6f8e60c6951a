"""What is fitted on labelled messages: which field a number means, and which value a sentence means.

The messages are `messages/*.yaml`, written without knowledge of the reader; `python -m agent.learned.fit` fits the
weights anew. The rules of the reader are features here, so the fitted part weighs them and does not replace them.
"""
