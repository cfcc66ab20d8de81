"""The offline critic's other half: rules that read Python scripts and notebooks.

`engine.critique_script` is the way in. The text becomes a `source.Script` (its syntax
tree, cell by cell), the script a `flow.Flow` (what data go where, in the order of the
statements), and each `rule.ScriptRule` looks at both. Nothing is ever run.
"""
