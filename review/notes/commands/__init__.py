"""Notes on the command line: `shenyi notes`, `shenyi merge` and `shenyi revise`.

What was asked for goes to the standard output, all that there is to say besides to the standard
error. The words of a note come by the standard input, since a command line can be read by everybody
on the machine.
"""
