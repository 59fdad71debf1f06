"""Times that a bracket names for itself: 招聘教师120名（2022年为95名），交流教师86人. What stands behind it goes on as before it.

Takes what is settled in front of a figure and behind it; gives what the text goes on with.
"""

from __future__ import annotations

from extractor.context.state import Context, Outside
from extractor.figures import Figure
from extractor.sentences import Sentence
from extractor.tokens import Token


def keep_outside(token: Token, figure: Figure, sentence: Sentence, before: Context, now: Context) -> Context:
    """`now`, settled by the time `token` of a figure, with what was settled `before` where both stand in one bracket."""
    if before.outside is not None or now.period == before.period or not _in_one_bracket(token, figure):
        return now
    close = next((t.start for t in sentence.tokens[figure.at + 1 :] if t.tag == "CLOSE"), None)
    if close is None:
        return now
    return now._replace(outside=Outside(close, before.period, before.earlier, before.aside, before.of_change))


def leave_bracket(state: Context, at: int) -> Context:
    """What is settled at a place of the text."""
    if state.outside is None or at < state.outside.close:
        return state
    _, period, earlier, aside, of_change = state.outside
    return state._replace(period=period, earlier=earlier, aside=aside, of_change=of_change, outside=None)


def _in_one_bracket(token: Token, figure: Figure) -> bool:
    """The bracket opens between the figure before and the time, and is open still."""
    opened = [t.tag for t in figure.own if t.end <= token.start and t.tag in ("OPEN", "CLOSE")]
    closed = any(t.tag == "CLOSE" for t in figure.own if t.start >= token.end)
    return opened[-1:] == ["OPEN"] and not closed
