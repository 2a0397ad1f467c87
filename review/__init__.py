"""The program: what the user types and sees. The roof is here, each room in a folder below.

The roof puts the rooms together: the command line (`cli.py`, `arguments.py`), the application on
screen (`app.py` on `terminal_app.py`), the reading view (`report_screen.py`), help and commands.
How it begins stands in `first_page.py`, `takeover.py` and `terminal_driver.py`: what is seen before
Textual has been imported, and how Textual comes to own it. docs/architecture.md draws the house.
"""
