"""Counting on the screen: the tally, paper ballots, results."""
