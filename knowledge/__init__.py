"""The guidance: passages in our own words, their sources, and the search. It knows no conversation and no tool."""
