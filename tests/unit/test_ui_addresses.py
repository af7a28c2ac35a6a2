"""What counts as a request: whatever left the page, and nothing that was in it."""

import pytest

from ui.device.addresses import over_the_network


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1/x", "https://example.com/", "ws://example.com/", "wss://example.com/"],
)
def test_what_leaves_the_page_is_a_request(address):
    assert over_the_network([(address, 3.0)]) == [address]


@pytest.mark.parametrize("address", ["blob:https://example.com/1", "data:image/png;base64,"])
def test_what_is_in_the_page_is_none(address):
    assert over_the_network([(address, 3.0)]) == []


def test_what_was_asked_before_is_not_counted():
    noted = [("https://a/", -0.1), ("https://b/", 0.0), ("https://c/", 9.0)]
    assert over_the_network(noted) == ["https://b/", "https://c/"]
