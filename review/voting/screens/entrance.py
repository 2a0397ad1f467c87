"""The way into the room of the votes and out of it."""

from __future__ import annotations

from textual.app import App

from content.errors import Problem
from content.report import Report
from review.voting.screens.booth import NAME, Booth
from review.voting.screens.routing import complain
from review.voting.vote import open_vote


async def enter(app: App[None], report: Report, *, counting: bool) -> None:
    """Go to the vote: to the ballot, or to the tally. From there, return to the report.

    A ballot that is being filled in stays in memory while one is in the report.

    Args:
        app: The application.
        report: The report that is open.
        counting: Whether the tally is asked for.
    """
    if app.is_screen_installed(NAME):
        left = app.get_screen(NAME, Booth)
        if left.report is not report:
            app.uninstall_screen(left)
            await left.remove()  # which closes its vote
    if not app.is_screen_installed(NAME):
        try:
            vote = open_vote(report)
        except Problem as problem:
            complain(app, problem)
            return
        app.install_screen(Booth(report, vote, counting=counting), NAME)
    booth = app.get_screen(NAME, Booth)
    if booth not in app.screen_stack:
        app.clear_notifications()  # what was said over the report would lie over the ballot
        await app.push_screen(NAME)
        await booth.turn_to(counting)
        return
    while app.screen is not booth:
        app.pop_screen()
        if not counting:
            return
    await booth.turn(counting)


def has_open_ballot(app: App[None]) -> bool:
    """Whether a ballot is being filled in that would be lost with its report."""
    return app.is_screen_installed(NAME) and app.get_screen(NAME, Booth).is_filling
