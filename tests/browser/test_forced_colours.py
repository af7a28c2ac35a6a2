"""In the few colours that a person has chosen, what is chosen on the page is still seen."""

from tests.browser.numbers import show

RING = "(digit) => [getComputedStyle(digit).outlineStyle, getComputedStyle(digit).outlineWidth]"


def test_the_chosen_digit_of_the_text_has_a_ring(told):
    card = show(told)
    digits = card.locator(".number span")
    told.page.emulate_media(forced_colors="active")
    try:
        assert told.page.evaluate("matchMedia('(forced-colors: active)').matches")
        digits.nth(2).click()
        assert digits.nth(2).evaluate(RING) == ["solid", "3px"]
        assert digits.nth(0).evaluate(RING)[0] == "none"
    finally:
        told.page.emulate_media(forced_colors="none")
