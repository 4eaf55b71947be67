"""The subcommands of `financing-advisor`, one topic a file. `advisor.cli` puts them together."""
