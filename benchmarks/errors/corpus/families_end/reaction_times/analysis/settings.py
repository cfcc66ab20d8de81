from pathlib import Path

DATA_DIR = Path("data")
SUBJECTS = ["01", "02"]
RT_RANGE = (200, 2000)


def subject_file(subject):
    return DATA_DIR / f"sub-{subject}.csv"
