"""What a user can mend."""


class Trouble(Exception):
    """Its text is all that the user sees: what is wrong, and how to mend it."""
