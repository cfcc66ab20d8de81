files = ["ecoli_k12_pe_trim_sorted_dup_v2.bam", "exotic.bam"]
for f in files:
    print(f.split("_")[6])
