"""No committed text names a package registry's host: the site must not seem to depend on one."""

from pathlib import Path

from convert.runtime.error import VendorError

# Spelt in parts, because this file is committed too.
HOSTS = tuple(
    ".".join(parts)
    for parts in (
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("yarnpkg", "com"),
        ("pypi", "org"),
        ("pythonhosted", "org"),
    )
)


def named(content: bytes) -> list[str]:
    """Return the registry hosts that a text names; content with NUL bytes is no text."""
    if b"\0" in content:
        return []
    return [host for host in HOSTS if host.encode() in content.lower()]


def refuse(folder: Path) -> None:
    """Raise VendorError where a text file in the folder names a registry's host."""
    for path in sorted(folder.rglob("*")):
        hosts = named(path.read_bytes()) if path.is_file() else []
        if hosts:
            raise VendorError(
                f"{path.relative_to(folder)} names the package registry {hosts[0]}. "
                f"Leave the file out, or strip the name in the build."
            )
