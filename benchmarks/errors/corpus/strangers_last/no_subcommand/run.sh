python tool.py --seed 3
