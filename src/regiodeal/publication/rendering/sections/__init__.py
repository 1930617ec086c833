"""The sections of the record: pages over more than one edition, each a pure function of what is public."""
