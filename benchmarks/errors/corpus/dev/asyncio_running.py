import asyncio


async def ask():
    return 1


async def main():
    return asyncio.run(ask())


asyncio.run(main())
