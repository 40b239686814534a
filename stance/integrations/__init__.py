"""`stance` inside the tools that people already have, a module a tool.

Each module needs the extra named after it; importing this package imports none of them.
"""
