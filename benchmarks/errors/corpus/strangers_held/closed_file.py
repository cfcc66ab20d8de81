with open("log.txt", "w") as log:
    log.write("start\n")
log.write("end\n")
