import asyncio
import csv
import math
import os
import time
from collections import defaultdict

import httpx

QUERIES = os.getenv("QUERIES", "queries.tsv")
QRELS = os.getenv("QRELS", "qrels.tsv")
ENDPOINTS = {"bm25": os.environ["BM25_URL"], "dense": os.environ["DENSE_URL"]}
DEPTH = 10


def read_queries():
    with open(QUERIES, newline="") as f:
        return {row[0]: row[1] for row in csv.reader(f, delimiter="\t")}


def read_qrels():
    gold = defaultdict(dict)
    with open(QRELS, newline="") as f:
        for qid, _, doc, grade in csv.reader(f, delimiter="\t"):
            gold[qid][doc] = int(grade)
    return gold


def ndcg(ranked, grades):
    gain = sum((2 ** grades.get(d, 0) - 1) / math.log2(i + 2) for i, d in enumerate(ranked[:DEPTH]))
    ideal = sorted(grades.values(), reverse=True)[:DEPTH]
    best = sum((2**g - 1) / math.log2(i + 2) for i, g in enumerate(ideal))
    return gain / best if best else 0.0


async def search(client, url, text):
    reply = await client.get(url, params={"q": text, "k": DEPTH})
    reply.raise_for_status()
    return [hit["id"] for hit in reply.json()["hits"]]


async def score_query(client, url, qid, text, gold):
    try:
        ranked = await asyncio.wait_for(search(client, url, text), timeout=5)
    except asyncio.TimeoutError:
        return qid, 0.0, "timeout"
    except httpx.HTTPError as err:
        return qid, 0.0, type(err).__name__
    return qid, ndcg(ranked, gold.get(qid, {})), ""


async def run_system(name, url, queries, gold):
    per_query, problems = {}, []
    async with httpx.AsyncClient() as client:
        jobs = [score_query(client, url, q, t, gold) for q, t in queries.items()]
        for done in asyncio.as_completed(jobs):
            qid, value, problem = await done
            per_query[qid] = value
            if problem:
                problems.append((qid, problem))
    mean = sum(per_query.values()) / len(queries)
    print(f"{name}: nDCG@{DEPTH} {mean:.4f}, {len(problems)} of {len(queries)} without an answer")
    return per_query


def paired_difference(a, b):
    deltas = [a[q] - b[q] for q in a]
    mean = sum(deltas) / len(deltas)
    var = sum((d - mean) ** 2 for d in deltas) / (len(deltas) - 1)
    half = 1.96 * math.sqrt(var / len(deltas))
    return mean, mean - half, mean + half


async def main():
    queries, gold = read_queries(), read_qrels()
    runs = {}
    for name, url in ENDPOINTS.items():
        runs[name] = await run_system(name, url, queries, gold)
    print("dense - bm25: %.4f (%.4f to %.4f)" % paired_difference(runs["dense"], runs["bm25"]))
    target = f"ndcg-{int(time.time())}.csv"
    with open(target, "w", newline="") as f:
        writer = csv.writer(f)
        writer.writerow(["query", *runs])
        for qid in queries:
            writer.writerow([qid, *(runs[name][qid] for name in runs)])


asyncio.run(main())
