from lists import image_list

frame = image_list("images.csv")
print(frame.loc["0003"])
