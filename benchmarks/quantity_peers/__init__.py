"""What `benchmarks/quantities.py` is made of: cases, scoring, and one adapter for each engine.

An adapter runs in the environment of its engine and needs nothing but the engine. It reads a JSON object a line,
{"text", "kind", "language"}, and writes one a line: {"values": [[low, high], ...] or null where the engine does not
claim that kind and language, "ms": how long it took}. Values are numbers as text: amounts in the main unit of the
currency (fen, cents and pence are hundredths), durations in seconds (a month 30 days, a year 365), percentages as
fractions.
"""
