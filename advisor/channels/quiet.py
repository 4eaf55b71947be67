"""Rasa's structured log without its debug lines: unconfigured, structlog prints them all, merchants' words included."""

from __future__ import annotations

import logging

import structlog


def keep_words_out_of_the_log() -> None:
    """From now on only warnings and worse, of Rasa's structured log, are written; lines at debug cost nothing."""
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING),
        logger_factory=structlog.PrintLoggerFactory(),
        cache_logger_on_first_use=False,
    )
