"""How it looks: one accent, quiet surfaces, and colours that mean something."""

from __future__ import annotations

from textual.theme import Theme

DARK = Theme(
    name="coresearch-dark",
    primary="#6fb3b8",
    secondary="#8fa3bf",
    accent="#6fb3b8",
    foreground="#d5d8de",
    background="#15171b",
    surface="#1c1f25",
    panel="#262a32",
    boost="#24313a",
    success="#8fbf7a",
    warning="#d6ad6b",
    error="#e0807c",
    dark=True,
    variables={
        "text-accent": "#7cc4c9",
        "text-success": "#98c983",
        "text-warning": "#d9b377",
        "text-error": "#e58d89",
        "text-muted": "#8a919e",
        "input-cursor-background": "#7cc4c9",
        "input-selection-background": "#6fb3b8 35%",
    },
)

LIGHT = Theme(
    name="coresearch-light",
    primary="#1d6f78",
    secondary="#5a6b85",
    accent="#1d6f78",
    foreground="#24282f",
    background="#fbfaf7",
    surface="#f2f0ea",
    panel="#e3e0d8",
    boost="#dfeaea",
    success="#3d7a2c",
    warning="#8a5a00",
    error="#b3322e",
    dark=False,
    variables={
        "text-accent": "#14626b",
        "text-success": "#2f6b20",
        "text-warning": "#7a4f00",
        "text-error": "#a62824",
        "text-muted": "#636a75",
        "input-cursor-background": "#1d6f78",
        "input-selection-background": "#1d6f78 25%",
    },
)

CONTRAST = Theme(
    name="coresearch-contrast",
    primary="#00e5ff",
    accent="#00e5ff",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#4d4d4d",
    boost="#003c46",
    success="#5dff5d",
    warning="#ffd75f",
    error="#ff7b7b",
    dark=True,
    variables={
        "text-accent": "#00e5ff",
        "text-success": "#5dff5d",
        "text-warning": "#ffd75f",
        "text-error": "#ff9a9a",
        "text-muted": "#c8c8c8",
    },
)

THEMES = (DARK, LIGHT, CONTRAST)
DEFAULT = DARK.name
