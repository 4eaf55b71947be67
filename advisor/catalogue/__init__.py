"""What is known of the world: the YAML of `knowledge/`, checked as a whole and kept in the database.

files -> checks -> seed write it; store reads it back as records of `advisor.trade.records`; search finds texts in it.
"""
