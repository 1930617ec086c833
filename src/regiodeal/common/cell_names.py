"""How a spreadsheet program names its cells."""


def column_letters(index: int) -> str:
    """Return the letters of a column that counts from 0: A, B, … Z, AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
