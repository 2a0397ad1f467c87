"""Chinese words and characters: forms, readings, numbers, where words end."""
