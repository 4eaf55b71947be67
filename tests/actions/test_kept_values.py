"""What is kept in memory of shops: bounded by size and by time, never of two versions, never of an erased merchant."""

from actions.kept_values import KeptValues


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


def values(most=10, clock=None):
    return KeptValues(len, most, kept_s=60, clock=clock or Clock())


def made(calls, value):
    return lambda: calls.append(value) or value


def test_a_value_is_made_once_for_each_version():
    kept, calls = values(), []
    for version in (1, 1, 2, 2, 1):
        kept.get("shop", version, made(calls, f"v{version}"))
    assert calls == ["v1", "v2", "v1"] and len(kept) == 1


def test_those_used_longest_ago_go_first_when_all_together_are_too_large():
    kept, calls = values(most=10), []
    for owner in ("a", "b", "a", "c"):
        kept.get(owner, 1, made(calls, owner * 4))
    assert calls == ["aaaa", "bbbb", "cccc"]
    kept.get("a", 1, made(calls, "aaaa"))
    assert len(calls) == 3
    kept.get("b", 1, made(calls, "bbbb"))
    assert len(calls) == 4 and len(kept) == 2


def test_one_that_is_too_large_alone_is_given_and_not_kept():
    kept = values(most=3)
    assert kept.get("a", 1, lambda: "aaaa") == "aaaa" and len(kept) == 0


def test_what_nobody_used_for_long_is_let_go_of_when_anybody_asks():
    clock = Clock()
    kept = values(clock=clock)
    kept.get("erased", 1, lambda: "x")
    clock.now = 50
    kept.get("other", 1, lambda: "y")
    clock.now = 100
    kept.get("other", 1, lambda: "z")
    assert len(kept) == 1
    kept.forget("other")
    kept.forget("never there")
    assert len(kept) == 0
