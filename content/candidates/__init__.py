"""The list of 民生实事 candidates: its model, the files it comes in, an empty form."""
