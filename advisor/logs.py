"""What is logged: warnings and errors, to standard error. Rasa's debug log holds merchants' words, so it stays off."""

from __future__ import annotations

import logging
import sys
import warnings

NOISY = ("apscheduler", "matplotlib", "rasa.shared.utils.io", "py.warnings")


def set_up() -> None:
    """Set the level of the standard log and of structlog (which Rasa uses besides); once, before Rasa is imported."""
    import structlog

    logging.basicConfig(
        level=logging.WARNING, stream=sys.stderr, format="%(asctime)s %(levelname)s %(name)s %(message)s"
    )
    for name in NOISY:
        logging.getLogger(name).setLevel(logging.ERROR)
    warnings.showwarning = _not_shown  # filters do not do: libraries set them back when they are imported
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


def _not_shown(*_warning: object, **_where: object) -> None:
    """A library's hint to its developers, not to an operator; the tests see those of our own packages."""
