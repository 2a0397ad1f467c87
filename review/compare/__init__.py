"""What was promised and what was reported, side by side; and what was promised, to be followed.

The figures themselves are read in `content/facts/`, which knows nothing of the user. Here is what
is done with them: printed and exported (`listing.py`), given states and words (`task_states.py`),
listed on screens (`screens/`) and by two commands (`compare_command.py`). Nothing here calculates
with a figure, and nothing says whether a goal was met: both are left to the reader.
"""
