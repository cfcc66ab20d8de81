from genes import load

variants = load("variants.tsv")
print(variants.groupby("chromosome").size())
