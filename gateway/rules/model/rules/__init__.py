"""The rules: every module has one `RULE`."""
