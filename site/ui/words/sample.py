"""What is said of a sample that an address asks for and that is not there."""


def refuse_sample(name: str) -> str:
    """Say that there is no sample of this name."""
    return f"There is no sample “{name}”. Open one of those shown here instead."
