"""What several commands take: files and addresses, and hosts that are not public."""

import click

sources_argument = click.argument("sources", metavar="FILE_OR_URL...", nargs=-1, required=True)
private_option = click.option(
    "--allow-private",
    metavar="HOST",
    multiple=True,
    help="Read this host although it is not public (127.0.0.1); may be repeated.",
)
