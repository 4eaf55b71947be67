"""Rasa actions: they listen to a turn, ask the stores and the trade, and name the sentences to say.

No figure is computed here (advisor.trade does) and no sentence stands here (domain.yml and templates/ do).
"""
