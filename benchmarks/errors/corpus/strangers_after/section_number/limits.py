class Limits:
    def __init__(self, section):
        self.jobs = int(section["jobs"])
        self.memory = int(section["memory"])

    def total(self):
        return self.jobs * self.memory
