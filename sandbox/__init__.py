"""Local servers that speak Shopify, SP-API and OpenAI; README.md here says how."""

from sandbox.box import Box, start
from sandbox.final import final_state
from sandbox.settings import Settings

__all__ = ["Box", "Settings", "final_state", "start"]
