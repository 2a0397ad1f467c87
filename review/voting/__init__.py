"""The trial vote: rules, ballot box, tally and result sheet, and their screens."""
