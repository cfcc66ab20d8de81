import cv2

print(cv2.imread("a.png"))
