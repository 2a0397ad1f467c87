"""How notes follow the text when a report is revised.

`text_map` tells which character became which, where both texts are at hand, and `quote_finder`
looks for a quote where they are not. `reanchor` decides what that means for a note; `revise` has it
done.
"""
