"""Ballots and how they are counted (计票)."""
