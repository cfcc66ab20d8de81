"""What the transcript begins with."""

TOUR = (
    "An example, in a repository of its own: {place}\n"
    "Break what you like; nothing else is touched.",
    "The rules read its plan now. Tab goes to what they found: a accepts, r rejects "
    "and asks why, n goes on, Esc comes back here. Then /run train.py runs it on "
    "record, F10 says what a failure means, F6 what became of it; F1 has all keys.",
)
HERE_WAITS = (
    "What is in the inbox waits for your decision: Tab goes there, a accepts, r "
    "rejects and asks why, n goes on. Nothing changes without your yes.",
    "A question asks a model. !print(1) runs code, /run train.py a script. F1 shows "
    "all keys.",
)
WELCOME = (
    "Nothing waits for your decision. /critique plan.md asks the rules about a plan; "
    "what they suggest then waits in the inbox until you decide.",
    "A question asks a model. !print(1) runs code, /run train.py a script. Nothing "
    "changes without your yes. F1 shows all keys.",
)
