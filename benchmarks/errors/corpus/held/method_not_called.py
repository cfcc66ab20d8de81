class Model:
    def parameters(self):
        return [1, 2]


model = Model()
for p in model.parameters:
    print(p)
