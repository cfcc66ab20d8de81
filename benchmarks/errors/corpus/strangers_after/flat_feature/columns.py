FEATURE = "light"
TARGET = "growth"
