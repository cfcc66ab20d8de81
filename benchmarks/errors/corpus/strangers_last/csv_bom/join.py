from tables import participants, trials

people = participants("data/participants.csv")
runs = trials("data/trials.csv")
joined = runs.merge(people, on="subject")
print(joined.groupby("group")["rt"].mean())
