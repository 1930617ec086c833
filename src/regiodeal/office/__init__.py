"""The screens of the programme office, one folder per noun: forms, views, addresses.

A screen shows what many rooms know, so the screens stand above the rooms; what the rooms know and do stays in them.
"""
