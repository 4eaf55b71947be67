"""Measures how well questions are told apart, with the product's own components: see benchmarks/intents.py."""
