"""How commands speak: Swedish, on standard output; a refusal on standard error, exit 1."""

from typing import NoReturn

import click


class Refusal(click.ClickException):
    """Something that a command will not do. The sentence says why and what to do instead."""

    exit_code = 1

    def show(self, file: object = None) -> None:
        """Print the sentence as it is, without a word before it."""
        click.echo(self.format_message(), err=True)


def refuse(sentence: str) -> NoReturn:
    """Stop with a sentence."""
    raise Refusal(sentence)
