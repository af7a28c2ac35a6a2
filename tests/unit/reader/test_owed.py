"""The list of expected failures names tests that there are."""


def test_every_debt_is_one_of_a_test(unknown_debts):
    """Holds for whole files: run it with the others, not with a choice of single tests."""
    assert unknown_debts == []
