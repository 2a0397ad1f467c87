"""`shenyi doctor`: whether all that the program stands on is in order, without private text.

Each examination gives `Finding`s (`finding.py`): of the files (`checks.py`), the folders and their
rights (`places.py`), the terminal (`terminal.py`), versions and settings (`doctor_command.py`,
which prints them). A finding with a remedy is a fault; one that can also be mended says how it is
done. What is printed is sent to the maintainer as it is: it names files and counts, and quotes
nothing that the user wrote.
"""
