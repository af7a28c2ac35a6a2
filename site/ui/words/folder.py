"""What is said of a folder whose pictures are laid: one line, whatever else is in it."""


def sum_up(names: "list[str]", pictures: int, others: int, lost: int) -> str:
    """Say what was left out of folders, and why where nothing came of them; empty where all came.

    `others` is how many files are no pictures, `lost` how many the device did not hand over.
    """
    where = f"“{names[0]}”" if len(names) == 1 else "the folders"
    if not pictures + others + lost:
        return f"There is nothing in {where}. Choose a folder that has pictures in it."
    parts = []
    if not pictures:
        parts.append(f"There is no picture in {where}.")
    elif others or lost:
        parts.append(f"{_counted(pictures, 'picture', 'pictures')} from {where}.")
    if others:
        what = _counted(others, "file is", "files are")
        parts.append(f"{what} left out, for only pictures are read.")
    if lost:
        parts.append(f"{_counted(lost, 'file', 'files')} could not be opened.")
    return " ".join(parts)


def _counted(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"
