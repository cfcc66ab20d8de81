import pandas as pd
a = pd.DataFrame({"gene": ["BRCA1"], "chrom": [17], "x": [1.0]})
b = pd.DataFrame({"symbol": ["BRCA1"], "chromosome": [17], "y": [2.0]})
m = pd.merge(a, b, left_on="[gene, chrom]", right_on="[symbol, chromosome]")
