"""Settings, read and validated once."""

from coresearch.config.reading import OWN_FILE, personal_file, read_settings
from coresearch.config.sections import (
    CriticSettings,
    InterfaceSettings,
    MirrorSettings,
    ModelSettings,
    RunSettings,
    Settings,
)

__all__ = [
    "OWN_FILE", "CriticSettings", "InterfaceSettings", "MirrorSettings",
    "ModelSettings", "RunSettings", "Settings", "personal_file", "read_settings",
]  # fmt: skip
