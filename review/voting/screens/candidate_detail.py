"""What the report says of a candidate: shown beside the ballot."""

from __future__ import annotations

from content.candidates.candidates import Candidate, Candidates, Quote
from review.typography.sentences import in_quotes
from review.voting.box.box_ticket import Ticket
from review.voting.counting.ballot import Printed
from review.voting.rules.choices import Mode
from review.widgets.prose import Prose, ProseLine, Scroll


class Detail(Scroll, can_focus=False):
    """The sentence, target and quotes of one item.

    Args:
        candidates: The list in force, which may be another than the one that is voted on.
    """

    DEFAULT_CSS = "Detail { background: $surface; padding: 0 1; scrollbar-size-vertical: 1; }"

    def __init__(self, ticket: Ticket, candidates: Candidates) -> None:
        super().__init__(id="detail")
        self._ticket = ticket
        is_same_list = candidates.sha256 == ticket.candidates_sha256
        self._entries = {entry.id: entry for entry in candidates.entries} if is_same_list else {}
        self._prose = Prose()
        self._item: Printed | None = None
        self._candidate: Candidate | None = None
        self.quotes: tuple[Quote, ...] = ()
        self.quote = 0
        """Index of the chosen quote."""

    def compose(self) -> list[Prose]:
        """One text."""
        return [self._prose]

    def show(self, item: Printed) -> None:
        """Show another item, at its first quote."""
        is_whole = self._ticket.rules.mode is Mode.WHOLE
        self._item, self._candidate = item, None if is_whole else self._entries.get(item.id)
        self.quotes, self.quote = self._candidate.quotes if self._candidate else (), 0
        self._say()
        self.scroll_home(animate=False)

    def read_on(self, pages: int) -> bool:
        """Scroll by pages; whether there was anything to scroll."""
        if not self.max_scroll_y:
            return False
        self.by_rows(pages * max(1, self.size.height - 1))
        return True

    def next_quote(self, direction: int) -> None:
        """Choose another quote of the item."""
        if self.quotes:
            self.quote = (self.quote + direction) % len(self.quotes)
            self._say()

    def _say(self) -> None:
        item, candidate = self._item, self._candidate
        if item is None:
            return
        if candidate is not None:
            self._prose.say(*self._lines(candidate))
        elif self._ticket.rules.mode is Mode.WHOLE:
            listed = [c for c in self._ticket.candidates if c.id in self._ticket.ids]
            titles = [ProseLine(f"{c.id}. {c.title}", hang=4) for c in listed]
            self._prose.say(ProseLine(item.title, "bold $primary"), *titles)
        else:
            title = ProseLine(f"{item.id}号　{item.title}", "bold $primary")
            lines = [ProseLine(text) for _name, text in item.details]
            self._prose.say(title, *(lines or [ProseLine("名单换过，这里只有票面上的名称。")]))

    def _lines(self, candidate: Candidate) -> list[ProseLine]:
        lines = [ProseLine(f"{candidate.id}号　{candidate.title}", "bold $primary")]
        facts = candidate.facts
        first = [f"{name} {facts.pop(name)}" for name in ("投资", "时限") if name in facts]
        if first:
            lines.append(ProseLine("　".join(first), "bold"))
        if candidate.summary:
            lines.append(ProseLine(candidate.summary))
        lines += [ProseLine(f"{name}：{text}") for name, text in facts.items()]
        for number, quote in enumerate(candidate.quotes):
            is_chosen = number == self.quote
            where = f"{'›' if is_chosen else '·'} 报告{quote.citation}"
            lines.append(ProseLine(""))
            lines.append(ProseLine(where, "$primary" if is_chosen else "$muted"))
            lines.append(ProseLine(in_quotes(quote.text), "" if is_chosen else "$muted"))
        if candidate.quotes:
            choice = "，左右键换一处" if len(candidate.quotes) > 1 else ""
            lines += [ProseLine(""), ProseLine(f"按Ctrl+G到报告里看原文{choice}。", "$muted")]
        return lines
