"""What JAX, TensorFlow, Keras, transformers and datasets say."""

from __future__ import annotations

from coresearch.diagnosis.phrase import phrase

JAX_KERAS = (
    phrase(
        "jax-immutable",
        "An array of JAX is changed in place",
        "TypeError",
        (
            "JAX arrays are immutable",
            "'«ArrayImpl»' object does not support item assignment",
            "object does not support item assignment. JAX arrays are immutable",
        ),
        "x[i] = … does not work on JAX's arrays.",
        "x = x.at[i].set(…).",
    ),
    phrase(
        "jax-key",
        "A random key of JAX is used twice or is none",
        "TypeError ValueError KeyReuseError",
        (
            "unexpected PRNG key type",
            "JAX encountered invalid PRNG key data",
            "not a valid PRNG key",
            "Previously-consumed key passed to",
        ),
        "What is given as a key at {place} is none: the seed itself, or several keys.",
        "key = jax.random.key(0); key, sub = jax.random.split(key).",
    ),
    phrase(
        "keras-shape",
        "A layer of Keras gets another shape",
        "ValueError",
        (
            'Input «0» of layer "«dense»" is incompatible with the layer: «expected axis '
            "-1 of input shape to have value 784»",
            "Input «0» is incompatible with the layer",
            "Arguments `target` and `output` must have the same shape",
            "Arguments `target` and `output` must have the same rank",
            "Shapes «(None, 1)» and «(None, 10)» are incompatible",
            "logits and labels must have the same first dimension",
            "Exception encountered when calling «Sequential».call()",
            "Invalid input shape for input",
        ),
        "A layer of Keras or its loss gets another shape than it was built for "
        "({line}): the batch's axis is missing for one item, images have no channel, "
        "or labels are numbers where one-hot is wanted.",
        "x[None] for one item, x[..., None] for channels; "
        "sparse_categorical_crossentropy for class numbers.",
        sure=0.82,
    ),
    phrase(
        "keras-compiled",
        "A model of Keras is not built or compiled",
        "ValueError RuntimeError",
        (
            "You must compile your model before training/testing",
            "You must call `compile()` before",
            "The model has not been built",
            "This model has not yet been built",
            "has never been called and thus has no defined",
            "Weights for model '«x»' have not yet been created",
            "is not built",
        ),
        "The model at {place} has no weights or no loss yet.",
        "model.compile(…) before fit; an Input layer, or build(shape), before summary.",
    ),
    phrase(
        "keras-data",
        "Keras does not take the data",
        "ValueError TypeError",
        (
            "Failed to convert a NumPy array to a Tensor (Unsupported object type «list»)",
            "Data cardinality is ambiguous",
            "Failed to find data adapter that can handle input",
            "Unrecognized data type",
            "`y` argument is not supported when using",
            "Layer count mismatch when loading weights",
            "Could not interpret optimizer identifier",
            "Could not interpret loss identifier",
            "Could not locate class '«MyLayer»'",
            "Unknown layer: «MyLayer»",
            "File format not supported: filepath=«model.h5»",
            "The filename must end in `.weights.h5`",
            "The `filepath` provided must end in `.keras`",
        ),
        "Keras does not take what it gets at {place} ({line}): rows of several "
        "lengths or objects, x and y of other lengths, a name it does not know, an "
        "own layer without custom_objects, or a file's ending of Keras 2.",
        "np.asarray(x, dtype='float32'); print(len(x), len(y)); custom_objects=…; "
        "model.keras, x.weights.h5.",
    ),
    phrase(
        "tf-operation",
        "TensorFlow refuses an operation",
        "InvalidArgumentError "
        "FailedPreconditionError UnimplementedError NotFoundError ResourceExhaustedError "
        "OperatorNotAllowedInGraphError InternalError OutOfRangeError",
        (
            "Matrix size-incompatible",
            "Incompatible shapes",
            "cannot compute «MatMul» as "
            "input #«1»(zero-based) was expected to be a «float» tensor but is a «double» "
            "tensor",
            "OOM when allocating tensor",
            "Using a symbolic `tf.Tensor` as a Python `bool`",
            "DNN library is not found",
            "indices[«0»] = «10» is not in [0, «10»)",
            "Graph execution error",
            "Received a label value of «10» which "
            "is outside the valid range of [0, «10»)",
            "Iterating over a symbolic",
        ),
        "TensorFlow refuses what it gets at {place} ({line}): shapes or types that "
        "differ, a label or id past the end, memory of the GPU, or Python's if on a "
        "tensor in a graph.",
        "print the shapes and dtypes before it; run_eagerly=True shows the line.",
    ),
    phrase(
        "tf-removed",
        "TensorFlow 2 no longer has it",
        "AttributeError RuntimeError",
        (
            "The Session graph is empty",
            "tf.placeholder() is not compatible with eager execution",
            "module 'keras' has no attribute '«x»'",
        ),
        "The code is for TensorFlow 1, and 2 is installed.",
        "tf.compat.v1 with disable_v2_behavior(), or write it anew.",
    ),
)

HUB = (
    phrase(
        "hub-name",
        "A name on the hub is not understood",
        "HFValidationError OSError "
        "RepositoryNotFoundError GatedRepoError EntryNotFoundError "
        "LocalEntryNotFoundError OfflineModeIsEnabled",
        (
            "Repo id must be in the form 'repo_name' or 'namespace/repo_name'",
            "Repo id must use alphanumeric chars",
            "You are trying to access a gated repo",
            "is not a local folder and is not a valid model identifier",
            "does not appear to have a file named «pytorch_model.bin»",
            "We couldn't connect to 'https://huggingface.co' to load the files",
            "Cannot reach https://huggingface.co",
            "An error happened while trying to locate the file on the Hub",
            "Couldn't reach the Hugging Face Hub",
            "Incorrect path_or_model_id",
            "Cannot find the requested files in the disk cache",
        ),
        "The model or data named at {place} is not found ({line}): a local path that "
        "is not there is taken for a name on the hub (another working folder, a run "
        "that saved nothing), the name is misspelt or gated, or there is no network.",
        "os.path.isdir(path) where it runs; hf auth login; HF_HUB_OFFLINE and a cache "
        "that is filled before.",
    ),
    phrase(
        "trainer-argument",
        "The Trainer takes other arguments now",
        "TypeError",
        (
            "TrainingArguments.__init__() got an unexpected keyword argument "
            "'«evaluation_strategy»'",
            "Trainer.__init__() got an unexpected keyword argument '«tokenizer»'",
            "SFTTrainer.__init__() got an unexpected keyword "
            "argument '«max_seq_length»'",
        ),
        "The transformers or trl that is installed has no {1}: evaluation_strategy is "
        "eval_strategy, tokenizer is processing_class, the lengths went to SFTConfig.",
        "Write the new name, or pin the version that the code is for.",
        mend=lambda case, groups: (
            case.only_edit("evaluation_strategy=", "eval_strategy=")
            if "evaluation_strategy" in groups
            else ()
        ),
    ),
    phrase(
        "trainer-data",
        "The Trainer gets no loss or data",
        "ValueError IndexError",
        (
            "The model did not return a loss from the inputs, only the following keys: "
            "«logits»",
            "No columns in the dataset match the model's forward method signature",
            "You have to specify either input_ids or inputs_embeds",
            "You should supply an encoding or a list of encodings to this method that "
            "includes input_ids",
            "Trainer: evaluation requires an eval_dataset",
            "Invalid key: «5» is out of bounds for size «0»",
            "You cannot perform fine-tuning on purely quantized models",
        ),
        "The Trainer at {place} does not get what the model needs ({line}): the "
        "labels are not called 'labels', the texts were not tokenised (or the map's "
        "result was not kept: ds = ds.map(…)), and columns that forward does not "
        "name are taken away.",
        "print(train_dataset[0].keys()); remove_unused_columns=False.",
    ),
    phrase(
        "load-best",
        "The Trainer's strategies do not agree",
        "ValueError",
        (
            "--load_best_model_at_end requires the save and eval strategy to match",
            "--load_best_model_at_end requires the saving steps to be a round multiple of "
            "the evaluation steps",
            "You have set `args.eval_strategy` to",
        ),
        "load_best_model_at_end wants a model saved at each evaluation.",
        "The same save_strategy and eval_strategy, save_steps a multiple of eval_steps.",
    ),
    phrase(
        "fp16-device",
        "Half precision is asked without a GPU for it",
        "ValueError RuntimeError ImportError",
        (
            "FP16 Mixed precision training with AMP or APEX",
            "Your setup doesn't support bf16/gpu",
            "bf16/gpu. You need torch>=1.10, using Ampere GPU",
            "fp16 mixed precision requires a GPU",
            "FlashAttention only supports Ampere GPUs or newer",
        ),
        "fp16 or bf16 is set, and this machine has no GPU that does it (or PyTorch "
        "does not see it).",
        "torch.cuda.is_available(); fp16=False on a CPU, fp16 instead of bf16 on older "
        "cards.",
    ),
    phrase(
        "data-set-column",
        "A data set has no such column",
        "ValueError KeyError CastError",
        (
            "Column name ['«text»'] not in the dataset",
            "Column to remove «['x']» not in the dataset",
            "Column «x» not in the dataset",
            "Column «x» doesn't exist",
            "New column names must be",
            "Original column name «x» not in the dataset",
            "The features can't be aligned because the key «label» of features",
            "Couldn't cast",
            "column names don't match",
            "Schema at index",
        ),
        "The data set at {place} has no column {1} (any more), or two parts have "
        "columns of other types: names differ between data sets (text, sentence), or "
        "map removed it.",
        "print(ds.column_names, ds.features); cast_column before concatenate.",
    ),
    phrase(
        "data-set-split",
        "A data set has no such part",
        "KeyError ValueError DatasetGenerationError",
        (
            'Unknown split "«test»"',
            "Bad split: «test». Available splits: «['train']»",
            "Invalid split name",
            "BuilderConfig '«x»' not found",
            "Config name is missing",
            "Dataset scripts are no longer supported",
        ),
        "The data set has no part or configuration {1}: {line}.",
        "get_dataset_split_names(name); train_test_split where there is one part.",
    ),
    phrase(
        "generation-arguments",
        "generate does not take an argument or length",
        "ValueError",
        (
            "The following `model_kwargs` are not used by the model: «['token_type_ids']»",
            "Input length of input_ids is «20», but `max_length` is set to «20»",
            "Unfeasible length constraints",
            "`temperature` (=«0») has to be a strictly positive float",
            "Cannot use chat template functions because "
            "tokenizer.chat_template is not set",
            "If no `decoder_input_ids` or",
        ),
        "generate or the template does not take what it gets at {place}: {line}.",
        "max_new_tokens instead of max_length; do_sample=False for a temperature of 0.",
    ),
)

RULES = (*JAX_KERAS, *HUB)
