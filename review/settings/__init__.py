"""What a user can set, and what the program remembers of their choices.

Keys and colours stand in tables here; `config.toml` is written by the user alone, and everything
else (theme, reading places, how terminals draw) by the program, each in a small file of its own.
None of it keeps anybody from reading: what cannot be understood is as if it were not there.
"""
