"""Measures and fits the search: questions, readings, evidence, figures, weights."""
