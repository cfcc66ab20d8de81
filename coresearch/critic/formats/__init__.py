"""How a plan is written down: Markdown, reStructuredText or Org.

Each is a `markup.Markup`: how its lines are masked, and which blocks they are. What is
made of the blocks is the same for all (`coresearch.critic.reader`).
"""
