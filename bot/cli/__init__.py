"""The `coach` command: prints, parses, nothing else. Each subcommand is one file."""

from __future__ import annotations

import logging
import sys
from importlib import import_module

import click

from bot import __version__
from bot.errors import BotError, ConfigError, PrincipleFileError

COMMANDS = {
    "rewrite": "Coach one draft, or many with --jsonl.",
    "check": "Prove that an answer keeps a draft's facts and adds no promise.",
    "eval": "Measure hearing and writing on labelled drafts.",
    "prompt": "Show exactly what an LLM would be sent.",
    "doctor": "Check the set-up: are the tokens taken, does the LLM answer?",
    "run": "Serve Slack and Discord, or open the terminal coach.",
    "tip": "Print today's tip.",
    "desk": "Show what is waiting, working and stuck; retry or drop a job.",
    "db": "Bring the database to the newest schema, or seal it anew.",
    "forget": "Erase what one person or one workspace left here.",
}
ALSO = {"tips": "tip"}
NO_COMMAND = 'No such command “{name}”. A draft goes behind rewrite: coach rewrite "…"'
SHOWN_CHARS = 40

ABOUT = """Umbrella, the customer-service coach.

Give it the reply you are about to send; it gives back a kinder one, with every fact kept and
nothing new promised, and says which of 18 principles the draft broke, in which words.

\b
Try:
  coach rewrite "As I already told you, order #4821 shipped on 3 May."
  coach rewrite --customer "Where is my parcel?!" "It shipped on 3 May. Please wait."
  coach rewrite --json - < draft.txt
"""
EXITS = """\b
Exit codes:
  0  it is done, and nothing is wrong
  1  something was found, refused or failed; each command's --help says what
  2  nothing was done: an option, a setting or a prompt file cannot be used
"""
FOUND, UNUSABLE = 1, 2


class _Commands(click.Group):
    """Imports a subcommand only when it is asked for, so that each starts fast."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"bot.cli.{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = ALSO.get(args[0], args[0])
        if name not in COMMANDS:
            shown = name if len(name) <= SHOWN_CHARS else name[: SHOWN_CHARS - 1] + "…"
            raise click.UsageError(NO_COMMAND.format(name=shown), ctx)
        return super().resolve_command(ctx, [name, *args[1:]])

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's signature
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(
    cls=_Commands,
    help=ABOUT,
    epilog=EXITS,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="coach")
def cli() -> None:
    """Umbrella, the customer-service coach."""


def main() -> None:
    """Run `coach` and end with one of the exit codes that `coach --help` names."""
    logging.getLogger("umbrella").addHandler(logging.NullHandler())
    try:
        cli(prog_name="coach")
    except (ConfigError, PrincipleFileError) as error:
        click.echo(f"coach: {error}", err=True)
        sys.exit(UNUSABLE)
    except BotError as error:
        click.echo(f"coach: {error}", err=True)
        sys.exit(FOUND)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(FOUND)
