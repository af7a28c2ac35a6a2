"""What is said of a desk that is kept, or cannot be."""

from ui.words.keeping import BLOCKED, brought, refused, undeleted, unkept


def test_it_says_what_came_and_what_would_do():
    assert refused("SecurityError", "denied") == BLOCKED
    assert refused("DataError", "odd") == "The desk is not kept: the browser says “odd”."
    assert "be deleted, too" in undeleted("AbortError", "")
    full = unkept(2, 1, "QuotaExceededError", "full")
    assert full.startswith("There is no room on this device to keep 2 pictures. 1 picture is kept.")
    assert unkept(1, 0, "DataError", "odd") == (
        "1 picture could not be kept: the browser says “odd”."
    )


def test_a_desk_that_lies_there_again_needs_no_words_unless_something_is_different():
    assert brought(3, 0, beside=False) == ""
    assert brought(0, 0, beside=True) == ""
    assert brought(1, 0, beside=True) == "1 picture that was kept is here, too."
    assert brought(3, 2, beside=True) == (
        "3 pictures that were kept are here, too. Inkling has changed since: 2 pictures are read "
        "again. What you corrected stays."
    )
