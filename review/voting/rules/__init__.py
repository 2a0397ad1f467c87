"""The rules of a vote (票决规则) and the file they stand in."""
