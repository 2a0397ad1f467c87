"""The outline parser: from the lines of a report to its paragraphs and the tree over them.

`outline.parse` is the way in; each step has its module:

1. `page_noise` and `web_head` tell which lines are no part of the text: page numbers, menus.
   `head_lines` knows what a line above the salutation says.
2. `wrapping` joins lines to units: what is to be a paragraph.
3. `zones` finds the blocks: title, opening, body, closing, appendix.
4. `heads` finds the headings of the body, `broken_heads` those that came apart, `unnumbered` those
   without a number; `heading` holds what the three share.
5. `tree` gathers paragraphs and nodes.

`title` says what a report is called, `title_block` what it tells of its session. `traditional` lets
all of them read traditional characters. No step fails and none changes a character: what a step
leaves out stands in a remark.
"""
