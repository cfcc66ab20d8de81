import sys
from collections import Counter

from vcf import open_calls

MIN_QUAL = 20

calls = open_calls(sys.argv[1])
kept = Counter()
for call in calls:
    if call.qual >= MIN_QUAL:
        kept[call.chrom, "SNP" if call.is_snp else "indel"] += 1
for (chrom, kind), n in sorted(kept.items()):
    print(chrom, kind, n)
