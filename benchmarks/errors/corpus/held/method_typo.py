text = "some words"
print(text.uper())
