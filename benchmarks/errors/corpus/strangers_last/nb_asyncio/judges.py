import asyncio


async def ask(question):
    await asyncio.sleep(0.01)
    return len(question)
