"""Freeze what stands in the register and the ledger into snapshots: plain JSON with all that renderings need."""
