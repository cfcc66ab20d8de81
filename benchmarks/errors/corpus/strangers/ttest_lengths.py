from scipy.stats import ttest_rel, wilcoxon
base = [0.81, 0.80, 0.83]
ours = [0.84, 0.85]
print(ttest_rel(ours, base))
