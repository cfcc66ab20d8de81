accuracy = 0.5
print "accuracy", accuracy
