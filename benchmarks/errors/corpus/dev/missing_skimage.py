import skimage

print(skimage.__version__)
