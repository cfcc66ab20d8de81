"""What pydantic, OmegaConf, Hydra, Click and schemas of settings say."""

from __future__ import annotations

from coresearch.diagnosis.phrase import phrase

RULES = (
    phrase(
        "settings-refused",
        "Settings are not as their model wants them",
        "ValidationError ConfigError",
        (
            "«1» validation error for «TrainConfig»",
            "«2» validation errors for «Config»",
        ),
        "The settings given to {2} at {place} are refused in {1} place(s): the lines "
        "below its name say which field (with its way) and what was wanted: a field "
        "that is missing or misspelt, a text where a number is, a name that is not "
        "known.",
        "Compare the fields named there with the file; extra='forbid' makes slips of "
        "names an error.",
    ),
    phrase(
        "pydantic-2",
        "pydantic 2 wants it written otherwise",
        "PydanticUserError PydanticImportError",
        (
            "`BaseSettings` has been moved to the `pydantic-settings` package",
            "A non-annotated attribute was detected",
            "If you use `@root_validator`",
            "`regex` is removed. use `pattern` instead",
            "has been removed in V2",
            '"Config" and "model_config" cannot be used together',
            "Field '«x»' defined on a base class was overridden by a non-annotated "
            "attribute",
        ),
        "The code is for pydantic 1 and pydantic 2 is installed (or a field has no "
        "type): {line}.",
        "pip install pydantic-settings; annotate each field; model_validator, pattern=.",
        sure=0.82,
    ),
    phrase(
        "omegaconf-type",
        "A setting has another type than its schema",
        "ValidationError UnsupportedValueType ReadonlyConfigError ConfigTypeError",
        (
            "Value '«abc»' of type '«str»' could not be converted to «Integer»",
            "Value '«x»' of type '«ndarray»' is not a supported primitive type",
            "Cannot change read-only config container",
            "is not a supported primitive type",
            "Cannot assign to Any, value '«x»'",
        ),
        "A setting at {place} is of another type than its schema has ({line}): 1e-3 "
        "without a point is text in YAML, arrays and objects are no settings.",
        "1.0e-3; float(x), list(x) before it is put in.",
    ),
    phrase(
        "hydra-override",
        "Hydra does not take an override",
        "ConfigCompositionException MissingConfigException OverrideParseException "
        "HydraException ConfigStoreBase",
        (
            "Primary config directory not found",
            "Could not override '«lr»'",
            "Could not load '«model/resnet»'",
            "In '«config»': Could not find '«model/resnet»'",
            "Cannot find primary config '«config»'",
            "Primary config module '«conf»' not found",
            "mismatched input '«x»' expecting",
            "no viable alternative at input '«x»'",
            "Could not append to config",
            "Ambiguous value for argument",
            "Multiple values for «model»",
        ),
        "Hydra does not find what is set on the command line or in the defaults "
        "({line}): a key that is not in the config needs +, a group's file is not in "
        "that folder, and signs (=, brackets, braces) in values want quotes for the shell and Hydra.",
        "python … --cfg job shows what is composed; +key=… adds, ++key=… sets.",
        sure=0.86,
    ),
    phrase(
        "hydra-instantiate",
        "Hydra cannot make what _target_ names",
        "InstantiationException",
        (
            "Error in call to target '«models.Net»'",
            "Error locating target '«models.Net»'",
            "Error instantiating '«x»'",
            "Cannot instantiate config of type «x»",
            "Expected a callable target",
        ),
        "Hydra cannot make {1}: its name is misspelt or not on the path, or it gets "
        "arguments that it does not take (what the log says below).",
        "python -c 'import …' of that module; _partial_: true for a function that is "
        "called later.",
    ),
    phrase(
        "click-usage",
        "A command line is not what Click or Typer takes",
        "UsageError BadParameter NoSuchOption MissingParameter BadOptionUsage",
        "",
        "The command line is not what the program takes: {line}.",
        "--help of the command; names with - on the command line have _ in code.",
        sure=0.72,
    ),
    phrase(
        "schema-refused",
        "A file does not fit its schema",
        "ValidationError SchemaError SchemaErrors",
        (
            "'«lr»' is a required property",
            "'«abc»' is not of type '«number»'",
            "Additional properties are not allowed",
            "is not valid under any of the given schemas",
            "expected series '«x»' to have type «float64», got «object»",
            "column '«x»' not in dataframe",
            "failed element-wise validator",
            "non-nullable series '«x»' contains null values",
        ),
        "The data or settings checked at {place} do not fit their schema: {line}.",
        "Mend the place that is named (a field missing, another type, a value out of "
        "range), or the schema.",
    ),
    phrase(
        "logging-level",
        "A level of logging is not known",
        "ValueError",
        (
            "Unknown level: '«info»'",
            "Unable to configure «handler» '«x»'",
            "Level not an integer or a valid string",
        ),
        "The logging's settings are not understood ({line}): levels are in capitals, "
        "a handler's class or file is not there.",
        "'INFO'; make the folder of the log first.",
        mend=lambda case, groups: (
            case.string_edit(groups[0], groups[0].upper())
            if groups and groups[0].islower()
            else ()
        ),
    ),
)
