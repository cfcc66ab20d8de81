# %% [markdown]
# Ask the three judges
# %%
import asyncio
from judges import ask
questions = ["is it clear?", "is it true?", "is it new?"]
# %%
async def everyone():
    return await asyncio.gather(*(ask(q) for q in questions))
# %%
answers = asyncio.run(everyone())
print(answers)
