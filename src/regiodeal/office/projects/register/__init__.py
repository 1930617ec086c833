"""The register as a spreadsheet: out, and in again after a look at what would change."""
