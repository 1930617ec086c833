"""The programme of an event month in the record: all pages, calendars and the document follow from its own editions."""
