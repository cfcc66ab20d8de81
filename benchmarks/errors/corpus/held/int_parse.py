rows = ["1,2", "3,n/a"]
print([[int(v) for v in row.split(",")] for row in rows])
