import asyncio


async def ask(n):
    return n


async def main():
    results = [asyncio.get_event_loop().run_until_complete(ask(n)) for n in range(2)]
    print(results)


asyncio.run(main())
