"""Which of the things that a browser notes as loaded were asked of the network."""


def over_the_network(noted: "list[tuple[str, float]]") -> "list[str]":
    """The addresses of those that left the page, and did so at the moment 0 or later.

    `noted` has address and moment of each. Addresses of blob: and data: are in the page already.
    """
    return [
        address
        for address, moment in noted
        if moment >= 0 and address.startswith(("http:", "https:", "ws:", "wss:"))
    ]
