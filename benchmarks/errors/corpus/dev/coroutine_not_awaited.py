import asyncio


async def score():
    return 0.5


async def main():
    total = 0.0
    total += score()
    print(total)


asyncio.run(main())
