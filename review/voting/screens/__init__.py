"""The vote on the screen."""
