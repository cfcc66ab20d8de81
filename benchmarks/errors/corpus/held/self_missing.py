class Encoder:
    def encode(text):
        return text.split()


print(Encoder().encode("a b"))
