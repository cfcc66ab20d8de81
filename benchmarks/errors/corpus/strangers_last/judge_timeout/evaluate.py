import asyncio
import json

from client import score


async def main():
    config = json.load(open("config.json"))
    items = json.load(open("items.json"))
    tasks = [
        asyncio.wait_for(score(item["text"]), timeout=config["timeout"])
        for item in items
    ]
    scores = await asyncio.gather(*tasks)
    print(sum(scores) / len(scores))


asyncio.run(main())
