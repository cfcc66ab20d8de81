import asyncio
async def call(prompt):
    await asyncio.sleep(0)
    return {"text": prompt}
async def main():
    answer = call("hello")
    print(answer["text"])
asyncio.run(main())
