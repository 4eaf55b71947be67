"""What is logged: warnings and errors, to standard error. Rasa's debug log holds merchants' words, so it stays off."""

from __future__ import annotations

import logging
import sys
import warnings

import structlog

NOISY = ("apscheduler", "matplotlib", "rasa.shared.utils.io", "py.warnings")


def set_up() -> None:
    """The log of a process that we start; to be called before Rasa is imported."""
    logging.basicConfig(
        level=logging.WARNING, stream=sys.stderr, format="%(asctime)s %(levelname)s %(name)s %(message)s"
    )
    for name in NOISY:
        logging.getLogger(name).setLevel(logging.ERROR)
    warnings.showwarning = _not_shown  # filters do not do: libraries set them back when they are imported
    keep_words_out_of_the_log()


def keep_words_out_of_the_log() -> None:
    """Only warnings and worse of Rasa's structured log: unconfigured, structlog prints its debug lines as well."""
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )


def _not_shown(*_warning: object, **_where: object) -> None:
    """A library's hint to its developers, not to an operator; the tests see those of our own packages."""
