"""What is said: answers, figures and refusals in words.

They need no browser, but for `mistake`.
"""
