"""Slack: slack-bolt over Socket Mode."""
