"""What PyTorch says."""

from __future__ import annotations

from coresearch.diagnosis.phrase import phrase

TENSORS = (
    phrase(
        "zero-dim",
        "A tensor is a single number",
        "RuntimeError IndexError TypeError",
        (
            "Dimension specified as «0» but tensor has no dimensions",
            "iteration over a 0-d tensor",
            "len() of a 0-d tensor",
            "zero-dimensional tensor (at position «0») cannot be concatenated",
        ),
        "A tensor at {place} is one number without axes: it was summed or averaged "
        "before, squeeze() took every axis of a batch of one, or [0] is too many.",
        "print(x.shape); squeeze(-1) instead of squeeze(), x.unsqueeze(0), torch.stack "
        "for a list of numbers.",
    ),
    phrase(
        "mean-of-integers",
        "A mean of whole numbers is asked",
        "RuntimeError",
        (
            "could not infer output dtype. Input dtype must be either a floating point or "
            "complex dtype. Got: «Long»",
            "mean(): input dtype should be either floating "
            "point or complex dtypes. Got «Long» instead",
            "std and var only support floating point and complex dtypes",
            "linalg.vector_norm: Expected a floating "
            "point or complex tensor as input. Got «Long»",
        ),
        "A mean, norm or spread at {place} is asked of whole numbers ({1}): labels, "
        "counts or the result of a comparison.",
        "x.float().mean().",
        mend=lambda case, groups: case.line_edit(".mean(", ".float().mean("),
    ),
    phrase(
        "bias-type",
        "Weights and input have different types",
        "RuntimeError",
        (
            "Input type («double») and bias type («float») should be the same",
            "expected scalar type «Float» but found «Double»",
            "mixed dtype (CPU): expect parameter to have scalar type of Float",
            "Index put requires the source and destination dtypes match",
            "expected m1 and m2 to have the same dtype",
        ),
        "The input at {place} is {1} and the weights {2}: NumPy gives double, images "
        "bytes, autocast half.",
        "x.float() where the tensor is made; model.double() only on purpose.",
    ),
    phrase(
        "class-target-type",
        "Targets are of another type than the loss takes",
        "RuntimeError",
        (
            "Expected floating point type for target with class probabilities, got "
            "«Long»",
            "expected scalar type Long but found «Float»",
            '"nll_loss_forward_reduce_cuda_kernel_2d_index" not implemented for '
            "'«Int»'",
            "\"host_softmax\" not implemented for '«Long»'",
            "0D or 1D target tensor expected, multi-target not supported",
            "only batches of spatial targets supported (3D tensors) but got targets of "
            "dimension: «4»",
            "Expected tensor for argument #1 'indices' to have one of "
            "the following scalar types: Long, Int; but got «torch.FloatTensor» instead",
            "\"binary_cross_entropy\" not implemented for '«Long»'",
            "result type Float can't be cast to the desired output type Long",
        ),
        "The targets at {place} are of another type or shape than the loss takes "
        "({line}): CrossEntropyLoss wants class numbers as long without a last axis "
        "(or probabilities as float of the same shape), BCE and MSE want float.",
        "y.long().squeeze() for classes; y.float() for BCE and MSE; argmax(-1) of "
        "one-hot labels.",
    ),
    phrase(
        "target-size",
        "Targets have another shape than the output",
        "ValueError RuntimeError",
        (
            "Target size («torch.Size([32])») must be the same as input size "
            "(«torch.Size([32, 1])»)",
            "Expected target size «[2, 4]», got «[2, 3]»",
            "Using a target size («torch.Size([10])») that is different to the input size "
            "(«torch.Size([10, 1])»)",
        ),
        "The target has shape {1} and the output {2}: a last axis of 1 is there or "
        "not, or for a sequence the classes must be the second axis (N, C, L).",
        "output.squeeze(-1) or y.unsqueeze(1).float(); logits.transpose(1, 2) for "
        "sequences.",
    ),
    phrase(
        "input-axes",
        "A layer gets another number of axes",
        "ValueError RuntimeError",
        (
            "expected «4D» input (got «3D» input)",
            "expected «2D or 3D» input (got «4D» input)",
            "For unbatched «2-D» input, hx and cx should also be",
            "For batched «3-D» input, hx should also be",
            "Expected «3D (unbatched) or 4D "
            "(batched)» input to conv2d, but got input of size: «[10]»",
            "input must have «3» dimensions, got «2»",
            "LSTM: Expected input to be 2D or 3D, got «4D» instead",
            "Expected more than 1 value per channel",
        ),
        "A layer at {place} wants another number of axes ({line}): the batch's axis "
        "is missing for a single item (or there twice), or the hidden state has "
        "another than the input.",
        "print(x.shape); x.unsqueeze(0) for one item; batch_first=True.",
    ),
    phrase(
        "hidden-size",
        "A recurrent layer's state has another size",
        "RuntimeError",
        (
            "Expected hidden[0] size «(1, 2, 10)», got «[1, 3, 10]»",
            "Expected hidden size «(1, 2, 10)», got «[1, 3, 10]»",
            "Expected batch2_sizes[0]",
        ),
        "The state of the recurrent layer is {2} and must be {1}: layers (twice for "
        "both directions), batch, size. The last batch is smaller, batch_first turns "
        "the first two axes round (not those of the state), or it is kept over "
        "batches.",
        "Make the state from x.size(0) of each batch; drop_last=True.",
    ),
    phrase(
        "running-mean",
        "A normalisation was made for other channels",
        "RuntimeError",
        (
            "running_mean should contain «3» elements not «4»",
            "weight should contain «3» elements not «4»",
            "Expected weight to be a vector of size equal to the "
            "number of channels in input",
        ),
        "BatchNorm was made for {2} channels and gets {1}.",
        "The number of the layer before it, or the axes are in another order (N, C, "
        "H, W).",
    ),
    phrase(
        "packed-lengths",
        "Lengths of sequences are not as they should be",
        "RuntimeError",
        (
            "Length of all samples has to be greater than 0, but found an element in "
            "'lengths' that is <= 0",
            "'lengths' argument should be a 1D CPU int64 "
            "tensor, but got «1D cuda:0 Long» tensor",
            "`lengths` array must be sorted in decreasing order",
            "Expected `len(lengths)` to be equal to batch_size",
        ),
        "pack_padded_sequence wants the lengths on the CPU, all above 0 and sorted "
        "(or enforce_sorted=False): {line}.",
        "lengths.cpu(); leave out empty sequences.",
    ),
    phrase(
        "index-dimension",
        "A position is past the end of a tensor",
        "IndexError RuntimeError",
        (
            "index «5» is out of bounds for dimension «0» with size «5»",
            "index_select(): Index is out of range",
            "selected index k out of range",
            "index «5» is out of bounds for axis «0» with size «5»x",
            "maximum size for tensor at dimension «1» is «3» but size is «5»",
            "start («5») + length («3») exceeds dimension size («6»)",
        ),
        "A position or count at {place} lies past the end of the tensor ({line}): ids "
        "that count from 1 or include padding (-1, -100), k of topk larger than the "
        "number of classes, or a sequence that is shorter.",
        "print(x.shape, index.min(), index.max()); min(k, x.size(-1)).",
    ),
    phrase(
        "negative-strides",
        "An array goes backwards",
        "ValueError",
        (
            "At least one stride in the given numpy array is negative",
            "given numpy array has byte order different from the native byte order",
        ),
        "The array made a tensor at {place} is a view that goes backwards ([::-1], "
        "np.flip) or has another byte order (FITS, old files).",
        "np.ascontiguousarray(x), x.copy(), or x.astype(x.dtype.newbyteorder('=')).",
        mend=lambda case, groups: case.line_edit("[::-1])", "[::-1].copy())"),
    ),
    phrase(
        "not-a-tensor",
        "Something that is no tensor goes into an operation",
        "TypeError",
        (
            "«cross_entropy_loss»(): argument '«target»' (position «2») must be Tensor, "
            "not «list»",
            "«linear»(): argument '«input»' must be Tensor, not «str»",
            "expected Tensor as element «0» in argument «0», but got «int»",
            "received an invalid combination of arguments - got («str, Parameter»)",
            "cannot assign '«numpy.ndarray»' as parameter '«w»'",
            "cannot assign '«x»' object to parameter",
        ),
        "An operation of PyTorch at {place} gets what is no tensor ({line}): a NumPy "
        "array, a list, a tuple of several outputs, a dictionary of a batch, or None.",
        "torch.as_tensor(x); output[0] or output.logits of what a model gives.",
    ),
    phrase(
        "tensor-type-name",
        "A tensor is made of what is no number",
        "TypeError RuntimeError ValueError",
        (
            "new(): invalid data type '«str»'",
            "Could not infer dtype of «PIL.Image»",
            "too many dimensions '«str»'",
            "can't convert np.ndarray of type numpy.object_",
            "expected sequence of length «3» at dim «1» (got «2»)",
            "not a sequence",
            "can't convert np.ndarray of type numpy.str_",
            "can't convert np.ndarray of type numpy.uint16",
        ),
        "A tensor cannot be made at {place} of {1}: texts, None, an image, a table "
        "with columns of text, or rows of different lengths.",
        "print(type(x), np.asarray(x).dtype); encode texts, pad the rows, "
        "df.to_numpy(dtype='float32').",
    ),
    phrase(
        "image-for-transform",
        "A transform gets another kind of image",
        "TypeError ValueError",
        (
            "pic should be PIL Image or ndarray. Got «<class 'torch.Tensor'>»",
            "img should be PIL Image. Got «<class 'torch.Tensor'>»",
            "tensor should be a torch tensor. Got «<class 'PIL.Image.Image'>»",
            "pic should be 2/3 dimensional. Got «4» dimensions",
            "Input tensor should be a float tensor. Got «torch.uint8»",
            "Unexpected type «<class 'x'>»",
            "img should be Tensor Image. Got «<class 'PIL.Image.Image'>»",
            "Input type of pic should be",
        ),
        "A transform gets {1}, which another kind is wanted for: ToTensor stands at "
        "the wrong place (resizing and cropping of images before it, Normalize after "
        "it), or twice.",
        "Order: Resize, ToTensor, Normalize; ToPILImage() for an array.",
    ),
    phrase(
        "permute-axes",
        "Axes are put in order that are not there",
        "RuntimeError",
        (
            "repeated dim in permute",
            "number of dims don't match in permute",
            "is not equal to len(dims) = «4»",
            "duplicate dims",
            "Number of dimensions of repeat "
            "dims can not be smaller than number of dimensions of tensor",
        ),
        "permute or transpose at {place} names other axes than the tensor has: an "
        "image without channels, or without its batch.",
        "print(x.shape); .unsqueeze(0) first.",
    ),
    phrase(
        "one-hot",
        "Class numbers are not what one-hot wants",
        "RuntimeError",
        (
            "Class values must be smaller than num_classes",
            "Class values must be non-negative",
            "one_hot is only applicable to index tensor",
            "weight tensor should be defined either for all «3» classes or no classes but "
            "got weight tensor of shape: «[2]»",
        ),
        "The class numbers at {place} do not fit the number of classes ({line}): they "
        "begin at 1, hold -1 or -100 for what is left out, are floats, or a class is "
        "missing in the weights.",
        "print(y.unique(), num_classes); y.long(); minlength=num_classes in bincount.",
    ),
    phrase(
        "probabilities-range",
        "Values are no probabilities",
        "RuntimeError ValueError",
        (
            "all elements of input should be between 0 and 1",
            "all elements of target should be between 0 and 1",
            "probability tensor contains either `inf`, `nan` or element < 0",
            "invalid multinomial distribution",
            "cannot sample n_sample > prob_dist.size(-1) samples without replacement",
            "Assertion `input_val >= zero && input_val <= one` failed",
        ),
        "What should be probabilities at {place} is none ({line}): logits without a "
        "sigmoid or softmax, labels of 0 and 255, or nan in the weights of the model "
        "(a step that was too large, half precision).",
        "BCEWithLogitsLoss takes logits; print(x.min(), x.max(), x.isnan().any()).",
    ),
    phrase(
        "not-positive-definite",
        "A matrix is not positive definite",
        "LinAlgError RuntimeError ValueError",
        (
            "torch.linalg.cholesky: The factorization could not be completed because the "
            "input is not positive-definite",
            "linalg.cholesky: The factorization could not be completed",
            "linalg.inv: The diagonal element «2» is zero",
            "Matrix is not positive definite",
            "covariance is not symmetric positive-semidefinite",
        ),
        "The matrix at {place} is not positive definite: too few samples for its "
        "size, columns that depend on each other, nan, or rounding.",
        "+ 1e-6 * torch.eye(n); double precision.",
    ),
    phrase(
        "mps-missing",
        "Apple's GPU cannot do this",
        "NotImplementedError TypeError RuntimeError",
        (
            "is not currently implemented for the MPS device",
            "Cannot convert a MPS "
            "Tensor to float64 dtype as the MPS framework doesn't support float64",
            "MPS backend out of memory",
        ),
        "The GPU of a Mac does not do this operation or type ({line}).",
        "PYTORCH_ENABLE_MPS_FALLBACK=1; x.float() before .to('mps').",
    ),
)

GRADIENTS = (
    phrase(
        "leaf-in-place",
        "A parameter is changed in place",
        "RuntimeError",
        (
            "you can only change requires_grad flags of leaf variables",
            "a leaf Variable that requires grad is being used in an in-place operation",
            "a view of a leaf Variable that requires grad is being used in an in-place "
            "operation",
            "Inference tensors cannot be saved for backward",
            "Inplace update to inference tensor outside InferenceMode is not allowed",
        ),
        "A parameter or what was made under inference_mode is changed at {place} "
        "while gradients are followed ({line}): +=, fill_, an index that is set.",
        "with torch.no_grad(): around it; x = x + … makes a new one.",
    ),
    phrase(
        "nan-gradient",
        "A gradient is not a number",
        "RuntimeError",
        ("Function '«LogBackward0»' returned nan values in its «0»th output",),
        "The gradient of {1} is nan: log or sqrt of 0, a division by 0, a norm of a "
        "zero vector, or 0 * inf under a mask.",
        "Add a small number inside (log(x + 1e-8)), clamp before it; torch.where "
        "does not stop a nan in the other branch.",
    ),
    phrase(
        "deep-copy",
        "A tensor with a past is copied or pickled",
        "RuntimeError",
        (
            "Only Tensors created explicitly by the user (graph leaves) support the "
            "deepcopy protocol at the moment",
            "Cowardly refusing to serialize non-leaf tensor which requires_grad",
        ),
        "deepcopy or another process gets a tensor at {place} that is the result of a "
        "computation (or a module that keeps one as an attribute).",
        ".detach() before it is kept.",
    ),
    phrase(
        "float-gradients",
        "Only fractions can have gradients",
        "RuntimeError",
        (
            "only Tensors of floating point dtype can require gradients",
            "Only Tensors of floating point and complex dtype can require gradients",
        ),
        "requires_grad is asked at {place} of whole numbers: torch.tensor([1, 2]) and "
        "arange are long.",
        "dtype=torch.float32, or 1.0 instead of 1.",
    ),
    phrase(
        "optimizer-given",
        "An optimiser gets something else than parameters",
        "TypeError ValueError",
        (
            "optimizer can only optimize Tensors, but one of the params is «method»",
            "params argument given to the optimizer should be an iterable of Tensors or "
            "dicts, but got «torch.FloatTensor»",
            "can't optimize a non-leaf Tensor",
            "some parameters appear in more than one parameter group",
            "params_groups is not a list of dictionaries",
            "Invalid learning rate: «-0.1»",
            "'method' object is not iterable",
        ),
        "The optimiser at {place} gets what are no parameters ({line}): "
        "model.parameters without (), one tensor without [ ], named_parameters(), a "
        "tensor that was moved (.to) after requires_grad, a shared layer twice.",
        "model.parameters(); [tensor]; requires_grad_() after .to(device).",
        mend=lambda case, groups: (
            case.line_edit(".parameters,", ".parameters(),")
            or case.line_edit(".parameters)", ".parameters())")
        ),
    ),
    phrase(
        "scheduler-steps",
        "A scheduler goes further than planned",
        "ValueError KeyError",
        (
            "Tried to step «1001» times. The specified number of total steps is «1000»",
            "param 'initial_lr' is not specified in param_groups[«0»] when resuming an "
            "optimizer",
            "You must either define total_steps OR",
        ),
        "The scheduler was told {2} steps and is asked for {1}: step() once a batch "
        "where epochs were counted, a run that goes on, or len(loader) changed.",
        "total_steps = epochs * len(loader); load its state when a run goes on.",
    ),
)

LOADING = (
    phrase(
        "loader-options",
        "Options of a loader exclude each other",
        "ValueError",
        (
            "sampler option is mutually exclusive with shuffle",
            "batch_sampler option is mutually exclusive with",
            "prefetch_factor option could only be specified in multiprocessing",
            "persistent_workers option needs num_workers > 0",
            "batch_size should be a positive integer value, but got batch_size=«0»",
            "num_workers option should be non-negative",
            "DataLoader with IterableDataset: expected unspecified shuffle option",
            "multiprocessing_context can only be used with multi-process loading",
        ),
        "Two options of the DataLoader at {place} do not go together: {line}.",
        "A sampler shuffles itself: leave shuffle out; the others need num_workers > "
        "0.",
    ),
    phrase(
        "split-lengths",
        "Parts do not add up to the whole",
        "ValueError",
        (
            "Sum of input lengths does not equal the length of the input dataset!",
            "The sum of the input lengths",
        ),
        "The parts for random_split at {place} do not add up: int(0.8 * n) and int("
        "0.2 * n) lose an item by rounding.",
        "[n_train, n - n_train], or [0.8, 0.2].",
    ),
    phrase(
        "generator-device",
        "A generator is on another device",
        "RuntimeError",
        ("Expected a '«cuda»' device type for generator but found '«cpu»'",),
        "torch.set_default_device or a generator for {1} meets one for {2} (shuffling "
        "of a loader).",
        "DataLoader(…, generator=torch.Generator(device='{1}')), or no default device.",
    ),
    phrase(
        "shared-handles",
        "Loaders use too many open files",
        "RuntimeError OSError",
        (
            "received «0» items of ancdata",
            "unable to open shared memory object",
            "Too many open files. Communication with the workers is no longer possible",
        ),
        "The workers of a loader share tensors by open files, and there are too many.",
        "torch.multiprocessing.set_sharing_strategy('file_system'); ulimit -n 4096; "
        "keep .clone() or numbers, not views of batches.",
    ),
    phrase(
        "numpy-for-torch",
        "PyTorch and NumPy do not go together",
        "RuntimeError",
        (
            "Numpy is not available",
            "Could not infer dtype of numpy.float32",
            "expected np.ndarray (got numpy.ndarray)",
        ),
        "This PyTorch was built for NumPy 1, and NumPy 2 is installed (or none).",
        "pip install 'numpy<2', or a newer PyTorch.",
    ),
    phrase(
        "state-dict-kind",
        "A whole model is loaded as weights",
        "TypeError AttributeError",
        (
            "Expected state_dict to be dict-like, got «<class '__main__.Net'>»",
            "argument 'state_dict' must be dict-like, not «Net»",
            "'collections.OrderedDict' object has no attribute '«eval»'",
            "'OrderedDict' object has no attribute '«eval»'",
        ),
        "A file of weights and a whole model are taken for each other at {place}: "
        "torch.save(model) gives the model, torch.save(model.state_dict()) a "
        "dictionary of weights that wants load_state_dict.",
        "model = Net(); model.load_state_dict(torch.load(path)).",
    ),
    phrase(
        "process-group",
        "The processes of a group are not as planned",
        "RuntimeError ValueError DistBackendError",
        (
            "trying to initialize the default process group twice!",
            "required rank «1» != available ranks «0»",
            "Lightning can't create new processes if CUDA is already initialized",
            "Error initializing "
            "torch.distributed using env:// rendezvous: environment variable «RANK» "
            "expected, but not set",
            "Expected to have finished reduction in the prior iteration",
            "Duplicate GPU detected",
            "MASTER_ADDR expected, but not set",
        ),
        "The processes of torch.distributed are not as planned ({line}): the script "
        "was started without torchrun, a part sets the group up twice, or two ranks "
        "have one GPU.",
        "torchrun --nproc_per_node=N script.py; torch.cuda.set_device(LOCAL_RANK).",
    ),
    phrase(
        "deterministic",
        "An operation has no deterministic form",
        "RuntimeError",
        (
            "does not have a deterministic implementation",
            "Deterministic behavior was enabled with either",
            "The deterministic algorithm is enabled but",
        ),
        "use_deterministic_algorithms(True) is set, and this operation has no such "
        "form or wants CUBLAS_WORKSPACE_CONFIG: {line}.",
        "CUBLAS_WORKSPACE_CONFIG=:4096:8; warn_only=True where it may differ.",
    ),
    phrase(
        "compile-break",
        "What is compiled cannot be",
        "Unsupported "
        "NotSupportedError BackendCompilerFailed TorchRuntimeError InternalTorchDynamoError "
        "UserError",
        "",
        "torch.compile, export or jit cannot take the code at {place} ({line}): "
        "Python that depends on values, prints, other libraries; or the compiler "
        "(gcc, triton) is missing.",
        "Run it without compile first; torch._dynamo.config.suppress_errors = True, "
        "or @torch.compiler.disable on that function.",
    ),
    phrase(
        "cpu-allocator",
        "The memory does not suffice for a tensor",
        "RuntimeError",
        (
            "DefaultCPUAllocator: can't allocate memory: you tried to allocate "
            "«400000000000» bytes",
            "DefaultCPUAllocator: not enough memory: you tried to "
            "allocate «400000000000» bytes",
            "Storage size calculation overflowed",
            "[enforce fail at alloc_cpu.cpp",
        ),
        "A tensor of {1} bytes does not fit into the memory: two large axes that "
        "broadcast against each other, (n, 1) with (1, m), cdist or an outer "
        "product, make it.",
        "print the shapes that meet at {place}; work in blocks.",
    ),
    phrase(
        "attention-sizes",
        "Sizes of attention do not go together",
        "AssertionError ValueError RuntimeError",
        (
            "embed_dim must be divisible by num_heads",
            "was expecting embedding dimension of «512», but got «256»",
            "The shape of the 2D attn_mask is «x», but should be «y»",
            "The hidden size («100») is not a multiple of the number "
            "of attention heads («12»)",
            "hidden_size must be divisible by",
            "The shape of the 3D attn_mask is",
        ),
        "Sizes of attention do not go together ({line}): the width must be a multiple "
        "of the number of heads and that of the input, the mask (targets, sources).",
        "Print both; batch_first=True turns the axes.",
    ),
    phrase(
        "dataset-tensors",
        "The tensors of a data set differ in length",
        "AssertionError",
        ("Size mismatch between tensors", "All datasets must have the same length"),
        "TensorDataset at {place} gets tensors with other numbers of items in their "
        "first axis.",
        "print([len(t) for t in tensors]): which one was filtered?",
    ),
)


RULES = (*TENSORS, *GRADIENTS, *LOADING)
