"""`shenyi doctor`: whether all that the program stands on is in order, without private text."""
