from typing import NamedTuple


class Call(NamedTuple):
    chrom: str
    pos: int
    ref: str
    alt: str
    qual: float

    @property
    def is_snp(self):
        return len(self.ref) == len(self.alt) == 1


def parse(line):
    chrom, pos, ref, alt, qual = line.rstrip("\n").split("\t")
    return Call(chrom, int(pos), ref, alt, float(qual))


def open_calls(path):
    with open(path) as f:
        header = f.readline().strip()
        if not header.startswith("##fileformat=VCF"):
            raise ValueError(f"{path} is not a VCF file")
        return (parse(line) for line in f if not line.startswith("#"))
