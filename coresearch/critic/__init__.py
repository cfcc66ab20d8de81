"""The offline critic: rules that read a plan without any model.

`engine.critique` is the way in. The text becomes a `document.Document`, the document a
`plan.Plan` (what a rule may ask about it), and each `rule.Rule` looks at the plan.
"""
