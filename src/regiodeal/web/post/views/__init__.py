"""The pages: signing up and confirming, leaving, preferences."""
