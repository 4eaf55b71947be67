"""Rasa with our stores in it: what the server and the ordinary `rasa run` have in common."""

from __future__ import annotations

from pathlib import Path

from rasa.core.agent import Agent
from rasa.utils.endpoints import EndpointConfig

from advisor.channels.lock_store import AsyncioLockStore
from advisor.channels.tracker_store import BoundedTrackerStore, unwrapped
from advisor.settings import ConfigError


def model_path(model: Path) -> Path:
    """The model file, or the newest one in the folder.

    Raises:
        ConfigError: there is none. (Rasa itself would start without one, and stay silent.)
    """
    if model.is_file():
        return model
    found = sorted(model.glob("*.tar.gz"), key=lambda path: path.stat().st_mtime) if model.is_dir() else []
    if not found:
        raise ConfigError(f"ADVISOR_MODEL: no model at {str(model)!r}; `make train` makes one")
    return found[-1]


def loaded_agent(model: Path, store: BoundedTrackerStore, actions: EndpointConfig) -> Agent:
    """Rasa with this model and our stores; Rasa's own `load_agent` would only log a failure and stay silent.

    Raises:
        ConfigError: the model does not fit this code, or is damaged; the reason is its cause.
    """
    agent = Agent(tracker_store=store, lock_store=AsyncioLockStore(), action_endpoint=actions)
    try:
        agent.load_model(model)
    except Exception as error:
        reason = error.__cause__ or error
        raise ConfigError(f"ADVISOR_MODEL: {str(model)!r} cannot be loaded ({reason}); `make train`") from error
    use_directly(agent)
    return agent


def use_directly(agent: Agent) -> None:
    """Take Rasa's fail-safe wrapper off the tracker store; refuses any store but ours.

    Raises:
        ConfigError: endpoints.yml names another tracker store, or ours could not be imported.
    """
    store = unwrapped(agent.tracker_store)
    if not isinstance(store, BoundedTrackerStore):
        raise ConfigError(f"endpoints.yml: tracker_store is {type(store).__name__}; expected {BoundedTrackerStore}")
    agent.tracker_store = store
    if agent.processor:
        agent.processor.tracker_store = store
