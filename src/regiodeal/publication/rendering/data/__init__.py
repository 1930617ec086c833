"""The record as data: tables, catalogues of data, grants, documents, feeds and calendars, for machines to read."""
