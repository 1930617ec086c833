"""Mail to people who asked for it: lists, the evidence of their consent, mailings, and each delivery.

This room knows nothing about deals and decisions: `scope` is the code of the deal, as in the trail, and what a mailing
says is given to it as a finished letter.
"""
