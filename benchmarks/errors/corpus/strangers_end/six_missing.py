from six.moves import cPickle as pickle
print(pickle)
