"""What was promised and what was reported, side by side; and what was promised, to be followed."""
