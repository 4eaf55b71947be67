"""`serve`, `chat` and `train`."""

from __future__ import annotations

import asyncio
import dataclasses
import json
import os
import uuid
from argparse import Namespace
from pathlib import Path
from typing import Any

from advisor import logs, settings
from advisor.commands.output import CommandError
from advisor.commands.training import trained_model


def add_to(subcommands: Any) -> None:
    """Register the subcommands."""
    serve_command = subcommands.add_parser("serve", help="train if needed, then serve the chat; prints the address")
    serve_command.add_argument("--port", type=int, metavar="PORT", help="default: ADVISOR_PORT or 5005")
    serve_command.set_defaults(run=serve)
    chat_command = subcommands.add_parser("chat", help="the same conversation in the terminal")
    chat_command.add_argument("--merchant", metavar="ID", help="go on as this merchant; default: a new one")
    chat_command.set_defaults(run=chat)
    train_command = subcommands.add_parser("train", help="train the model if its ingredients changed")
    train_command.add_argument("--force", action="store_true", help="train in any case")
    train_command.set_defaults(run=train)
    for command in (serve_command, chat_command, train_command):
        command.add_argument("--json", action="store_true", help="results as JSON")


def train(options: Namespace) -> int:
    """Print the model file."""
    model = trained_model(force=options.force)
    print(json.dumps({"model": str(model)}) if options.json else f"model: {model}")
    return 0


def serve(options: Namespace) -> int:
    """Serve until Ctrl-C."""
    configured = settings.load()
    if options.port is not None:
        if not 1 <= options.port <= 65535:
            raise CommandError(f"--port {options.port}: a number from 1 to 65535")
        os.environ["ADVISOR_PORT"] = str(options.port)  # the actions read the settings for themselves
        configured = settings.load()
    _check_port_free(configured)
    configured = _with_model(configured)
    from advisor.server import run

    run(configured)
    return 0


def chat(options: Namespace) -> int:
    """Talk until an empty line at the end of input, or Ctrl-C."""
    configured = _with_model(settings.load())
    from advisor.commands.terminal import talk

    merchant_id = options.merchant or f"terminal-{uuid.uuid4().hex[:8]}"
    try:
        asyncio.run(talk(configured, merchant_id, as_json=options.json))
    except KeyboardInterrupt:
        print()
    return 0


def _with_model(configured: settings.Settings) -> settings.Settings:
    """The settings with the model of the present training data, unless another one is named."""
    logs.set_up()
    model = trained_model() if configured.model == Path("models") else configured.model
    return dataclasses.replace(configured, model=model)


def _check_port_free(configured: settings.Settings) -> None:
    import socket

    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((configured.host, configured.port))
        except OSError:
            raise CommandError(
                f"port {configured.port} on {configured.host} is in use; stop what runs there or set ADVISOR_PORT"
            ) from None
