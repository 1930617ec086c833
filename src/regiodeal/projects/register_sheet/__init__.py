"""The register as a spreadsheet: written so that it can be read again, and read with every fault at its cell.

`layout` says which sheets and columns there are, `writing` fills them, `reading` takes them apart cell by cell, and
`planning` compares what was read with the register. The Dutch headings are those of the office, in every language.
"""
