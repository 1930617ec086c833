"""Journeys of people through the whole product, in a real browser."""
