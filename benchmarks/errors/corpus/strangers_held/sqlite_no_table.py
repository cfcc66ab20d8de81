import sqlite3
db = sqlite3.connect("runs.db")
print(db.execute("SELECT count(*) FROM runs").fetchone())
