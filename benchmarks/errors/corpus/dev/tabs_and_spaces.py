for step in range(2):
    loss = step
	print(loss)
