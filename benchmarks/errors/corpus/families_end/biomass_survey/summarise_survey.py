"""Mean biomass per treatment, with standard errors."""
import yaml

from loaders import load_table

with open("survey.yaml") as f:
    cfg = yaml.safe_load(f)

print("reading", cfg["workbook"])
plots = load_table(cfg["workbook"], cfg["sheet"])
grouped = plots.groupby(cfg["group_by"])[cfg["measure"]]
summary = grouped.agg(["mean", "sem", "size"])
print(summary.round(2))
assert (summary["size"] >= 3).all(), "too few plots in a treatment"
