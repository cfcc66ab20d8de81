import csv
import io
rows = csv.reader(io.StringIO("site,n,share\nA,12,40%\nB,9,30%\nNone\n"))
next(rows)
shares = [float(row[2].replace("%", "")) for row in rows]
