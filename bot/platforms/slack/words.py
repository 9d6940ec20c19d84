"""What the coach says in Slack in its own name when there is no rewrite to show."""

from __future__ import annotations

from collections.abc import Sequence

from bot.coaching import facts, intake
from bot.coaching.render import Reply
from bot.platforms.slack import blocks
from bot.platforms.slack.asks import Ask
from bot.platforms.slack.blocks import Message

NOT_TAKEN = (
    "I cannot take anything in at the moment. Could you send it to me once more in a minute?"
)
NOT_TAKEN_FORM = "I cannot take this in at the moment. Could you send it again in a minute?"
STUMBLED = (
    "Something on my side stopped me from coaching this one, and your draft is as you wrote it. "
    "Could you send it to me once more in a minute?"
)
FAILED = (
    "I did not get to an answer for this one, and your draft is as you wrote it. "
    "Could you send it to me once more in a minute?"
)
NOT_POSTED = (
    "Slack did not let me post my answer here. With /coach and the same draft, it reaches you "
    "alone."
)
LATE = "Slack closed the door before my answer was there. Could you try it once more?"
DOUBT = (
    "I cannot see whether my answer arrived here. If you do not find it, this button shows it to "
    "you alone."
)
DOUBT_PLAIN = (
    "I cannot see whether my answer arrived here. If you do not find it, send me the draft once "
    "more with /coach."
)
DOUBT_TIPS = (
    "I cannot see whether my answer about the tips arrived here. Sending it once more does no harm."
)
FAILED_TIPS = "I did not get to settle the tips. Could you send it to me once more in a minute?"
INVITE = "I am not in this channel yet. “/invite @coach” brings me in, and then the tips come."
YOURS = "Your draft, as you wrote it:"
YOUR_ANSWERS = "Your answer, as you wrote it:"
NOTICED = "What I noticed in your draft:"
NOTHING_MORE = "There is nothing to add to the answer above."
WHY_BY_COMMAND = "For the full critique, send me this draft with /coach; only you will see it."
ANSWER_BY_SENDING = "Send me the draft once more with your answer in it, and I place it."
NOT_YOURS = "This critique is for whoever wrote the draft. With /coach you get one of your own."
NOT_YOURS_TO_PRESS = "That button is for whoever wrote the draft."
STALE = "I cannot read this button any more. With /coach and the same draft you get it all."
NO_FORM = "Slack did not open the form in time. Could you press the button once more?"
NO_ANSWER = "One of these needs a word from you."


def said(
    ask: Ask, sentence: str, *lines: str, max_chars: int = blocks.RESPONSE_CHARS
) -> tuple[Message, ...]:
    """Say a sentence, and give back what they typed where Slack shows it nowhere.

    Args:
        ask: What they asked.
        sentence: What to say.
        lines: What to say below it.
        max_chars: Characters in one message, escaped.
    """
    return blocks.messages(
        Reply(lead=sentence, text="", lines=lines), *own(ask), max_chars=max_chars
    )


def own(ask: Ask) -> Sequence[Reply]:
    """Give back what they typed after a command or in a form; what stands in Slack needs none."""
    if ask.door == "command" and not asks_for_help(ask):
        return (Reply(lead=YOURS, text=facts.mask(ask.text)),)
    if ask.door == "answer" and ask.answers:
        return (Reply(lead=YOUR_ANSWERS, text=facts.mask("\n".join(ask.answers))),)
    return ()


def asks_for_help(ask: Ask) -> bool:
    """Tell whether they sent nothing to coach."""
    return intake.calls_for_help(ask.text)
