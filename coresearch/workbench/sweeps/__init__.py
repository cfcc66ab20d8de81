"""Sweeps: begun, driven to their end, looked at, and told to stop or go on."""
