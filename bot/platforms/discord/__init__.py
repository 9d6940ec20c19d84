"""Discord: discord.py without a privileged intent."""
