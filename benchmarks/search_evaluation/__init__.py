"""Measures and fits the search: questions, readings, figures, weights, generated products."""
