"""Deterministic tools: costs, scores, checklists. They know no conversation, no clock, no network and no user files."""
