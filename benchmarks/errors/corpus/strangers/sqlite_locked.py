import sqlite3
a = sqlite3.connect("log.db", timeout=0.1, isolation_level=None)
b = sqlite3.connect("log.db", timeout=0.1, isolation_level=None)
a.execute("CREATE TABLE t (x)")
a.execute("BEGIN EXCLUSIVE")
b.execute("INSERT INTO t VALUES (1)")
