"""Tests of the screens of the office."""
