"""Sentence embeddings: texts as vectors, behind one small interface, kept on disk where they are wanted again."""
