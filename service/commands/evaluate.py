import typer
def command() -> None:
    """x"""
