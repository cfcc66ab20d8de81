"""What scikit-learn, XGBoost, LightGBM and Matplotlib say."""

from __future__ import annotations

from coresearch.diagnosis.phrase import phrase

LEARNING = (
    phrase(
        "array-axes",
        "An estimator gets an array with too many axes",
        "ValueError",
        (
            "Found array with dim «3». «LogisticRegression» expected <= 2",
            "Found array with dim «3»",
            "Sample weights must be 1D array or scalar",
            "X should be a 2D",
            "Buffer has wrong number of dimensions (expected «1», got «2»)",
        ),
        "The estimator at {place} wants rows and columns, and gets {1} axes: images "
        "or windows of a series that were not made flat.",
        "x.reshape(len(x), -1).",
    ),
    phrase(
        "groups-missing",
        "A split by groups gets no groups",
        "ValueError",
        "The 'groups' parameter should not be None",
        "GroupKFold at {place} is not told the groups.",
        "cross_val_score(…, groups=df['id']), or split(x, y, groups).",
    ),
    phrase(
        "splitter-number",
        "A number of folds is no number",
        "ValueError",
        (
            "The number of folds must be of Integral type",
            "k-fold cross-validation "
            "requires at least one train/test split by setting n_splits=2 or more",
            "Cannot have number of folds=«1»",
            "Expected cv as an integer",
        ),
        "The number of folds at {place} is no whole number of 2 or more: the data "
        "were given to KFold(…) instead of its split(…).",
        "KFold(n_splits=5).split(x, y).",
    ),
    phrase(
        "vocabulary",
        "No word is left for a vocabulary",
        "ValueError",
        (
            "empty vocabulary; perhaps the documents only contain stop words",
            "After pruning, no terms remain. Try a lower min_df or a higher max_df",
            "max_df corresponds to < documents than min_df",
        ),
        "The vectoriser at {place} is left without words: the texts are empty or of "
        "single letters and digits (words of one letter do not count), were split or "
        "filtered wrongly, or min_df and max_df leave none.",
        "print(texts[:3]); token_pattern=r'(?u)\\b\\w+\\b' for single letters.",
    ),
    phrase(
        "texts-iterable",
        "One text stands where a list of them is wanted",
        "ValueError TypeError AttributeError",
        (
            "Iterable over raw text documents expected, string object received",
            "'list' object has no attribute 'lower'",
            "'float' object has no attribute 'lower'",
            "'int' object has no attribute 'lower'",
            "'numpy.ndarray' object has no attribute 'lower'",
            "np.nan is an invalid document, expected byte or unicode string",
        ),
        "The vectoriser at {place} wants a list of texts: it gets one text, rows that "
        "are lists or arrays (a table of one column), or missing values.",
        "[text] for one; df['text'] (one bracket), .fillna('') after a look at them.",
    ),
    phrase(
        "scoring-name",
        "No such score is known",
        "ValueError InvalidParameterError KeyError",
        (
            "'«accuracy2»' is not a valid scoring value",
            "The 'scoring' parameter of «x» must be",
        ),
        "{1} is no score: losses are negative there ('neg_mean_squared_error'), and "
        "several classes need 'f1_macro' and the like.",
        "sklearn.metrics.get_scorer_names().",
    ),
    phrase(
        "all-fits-failed",
        "Every fit of a search failed",
        "ValueError",
        ("All the «5» fits failed", "«3» fits failed out of a total of «5»"),
        "Every fit of the search or cross-validation at {place} failed, each for the "
        "error that is shown below it: the estimator does not go with its parameters "
        "or data.",
        "Read the traceback below; error_score='raise' shows it alone, and one "
        "estimator.fit(x, y) too.",
    ),
    phrase(
        "column-transformer",
        "A transformer is asked for a column that is not there",
        "ValueError KeyError",
        (
            "A given column is not a column of the dataframe",
            "Specifying the columns using strings is only supported for dataframes",
            "columns are missing: «x»",
            "No valid specification of the columns",
            "all features must be in",
        ),
        "A ColumnTransformer is told columns by name, and what it gets at {place} has "
        "none of that name: an array instead of a table (after a scaler), a column "
        "that was dropped, or the label among the features.",
        "print(type(x), list(getattr(x, 'columns', []))); set_output(transform="
        "'pandas').",
    ),
    phrase(
        "negative-values",
        "A model or test wants no negative values",
        "ValueError",
        (
            "Negative values in data passed to «MultinomialNB (input X)»",
            "Input X must be non-negative",
            "Mean Squared Logarithmic Error cannot be used when",
            "Some value(s) of y are out of the valid range",
            "Root Mean Squared Logarithmic Error cannot be used",
        ),
        "What comes to {place} must not be negative: a scaler (StandardScaler) or "
        "embeddings stand before a model of counts, or predictions fall below zero.",
        "MinMaxScaler, or a model for such values (GaussianNB); clip predictions "
        "knowingly.",
    ),
    phrase(
        "label-kinds",
        "Labels are of different kinds",
        "ValueError TypeError",
        (
            "Mix of label input types (string and number)",
            "Labels in y_true and y_pred should be of the same type",
            "pos_label=«1» is not a valid label: It should be one of «['no', 'yes']»",
            "y_true takes value in «x» and pos_label is not specified",
            "Encoders require their input argument must be uniformly strings "
            "or numbers. Got «['float', 'str']»",
            "At least one label specified must be in y_true",
            "'<' not supported between instances of 'str' and 'float'",
        ),
        "The labels at {place} are of two kinds, text and numbers ({line}): read from "
        "a file as text, predicted as numbers, with missing values among them, or 1 "
        "is taken for the positive class of texts.",
        "print(set(map(type, y))); y.astype(str) on both sides, pos_label='yes'.",
    ),
    phrase(
        "score-columns",
        "Scores have other columns than there are classes",
        "ValueError",
        (
            "Number of classes in y_true not equal to the number of columns in 'y_score'",
            "multi_class must be in ('ovo', 'ovr')",
            "Number of given labels, «3», not "
            "equal to the number of columns in 'y_score'",
            "y should be a 1d array, got an array of shape «x» instead",
            "Target scores need to be probabilities for multiclass roc_auc",
            "The number of classes in labels is different from that in y_pred",
        ),
        "roc_auc_score or log_loss at {place} wants the probabilities of each class: "
        "one column (or hard labels) for several classes, both columns for two, or a "
        "class is not in this part of the data.",
        "predict_proba(x)[:, 1] for two classes; multi_class='ovr', labels=… for more.",
    ),
    phrase(
        "outputs-differ",
        "Predictions have other columns than the truth",
        "ValueError",
        (
            "y_true and y_pred have different number of output («2»!=«1»)",
            "multioutput is expected to be",
        ),
        "Truth and prediction at {place} differ in their columns: {1} and {2}.",
        "print both shapes; ravel() or [:, 0].",
    ),
    phrase(
        "feature-names",
        "Features and their names differ",
        "ValueError TypeError LightGBMError",
        (
            "Length of feature_names, «3» does not match number of features, «4»",
            "Feature names are only supported if all input features have string names",
            "Do not support special JSON characters in feature name",
            "feature_names must be string, and may not contain [, ] or <",
            "feature_names mismatch",
            "Shape of passed values",
        ),
        "The names of the features at {place} do not fit the data ({line}): columns "
        "named by numbers beside texts, signs such as [ or <, or names from before an "
        "encoding that made more columns.",
        "x.columns = x.columns.astype(str); encoder.get_feature_names_out().",
    ),
    phrase(
        "class-weight",
        "Weights of classes are not as they should be",
        "ValueError InvalidParameterError",
        (
            "class_weight must be dict, 'balanced', or None",
            "The classes, «[2]», are not in class_weight",
            "Class label «2» not present",
        ),
        "The weights of classes at {place} do not name the classes of the data.",
        "'balanced', or a dictionary with np.unique(y) as keys.",
    ),
    phrase(
        "sparse-given",
        "A sparse matrix stands where a full one is wanted",
        "TypeError ValueError",
        (
            "A sparse matrix was passed, but dense data is required",
            "Sparse data was passed, but dense data is required",
            "sparse array length is ambiguous; use getnnz()",
            "Cannot center sparse matrices",
            "scipy.sparse does not support",
        ),
        "{place} gets a sparse matrix (of a vectoriser or OneHotEncoder) and wants a "
        "full one.",
        "x.toarray() where it fits into memory; sparse_output=False; with_mean=False.",
    ),
    phrase(
        "pipeline-step",
        "A step is no estimator",
        "TypeError ValueError",
        (
            "All intermediate steps should be transformers and implement fit and "
            "transform",
            "Cannot clone object «'x'» (type «y»)",
            "estimator should be an "
            "estimator implementing 'fit' method, «1» was passed",
            "If no scoring is "
            "specified, the estimator passed should have a 'score' method",
            "Last step of Pipeline should implement fit",
            "it does not seem to be a scikit-learn estimator",
            "the steps have to be",
        ),
        "What stands as a model at {place} is none: a class without (), a model in "
        "the middle of a pipeline, a tuple without its name, or an own class without "
        "BaseEstimator.",
        "SVC() and not SVC; make_pipeline(…) names the steps itself.",
    ),
    phrase(
        "single-value-set",
        "A single value stands where many are wanted",
        "TypeError ValueError",
        (
            "Singleton array «5» cannot be considered a valid collection",
            "Expected sequence or array-like, got «<class 'NoneType'>»",
            "Expected sequence or array-like, got estimator",
            "Cannot interpret «x» as a sample",
        ),
        "A set of values is wanted at {place}, and what comes is {1}: arguments in "
        "another order, an averaged number, a None.",
        "print the arguments; names (y_true=…, y_pred=…) keep their order.",
    ),
    phrase(
        "no-probabilities",
        "A model gives no probabilities",
        "AttributeError NotFittedError",
        (
            "This '«SVC»' has no attribute 'predict_proba'",
            "predict_proba is not available when",
            "'«LinearSVC»' object has no attribute 'predict_proba'",
            "probability estimates are not available for",
        ),
        "The model at {place} gives no probabilities as it is made: SVC wants "
        "probability=True, SGDClassifier loss='log_loss', voting='soft'; others have "
        "only decision_function.",
        "probability=True when it is made, CalibratedClassifierCV, or "
        "decision_function for a ROC curve.",
        mend=lambda case, groups: (
            case.only_edit("SVC()", "SVC(probability=True)")
            if groups[:1] == ["SVC"]
            else ()
        ),
    ),
    phrase(
        "classes-from-zero",
        "Classes do not begin at 0",
        "ValueError XGBoostError LightGBMError",
        (
            "Invalid classes inferred from unique values of `y`.  Expected: «[0 1 2]», "
            "got «[1 2 3]»",
            "label must be in [0, num_class)",
            "Label must be in [0, «3»)",
            "label must be in [0,1] for logistic regression",
            "SoftmaxMultiClassObj: label must be in [0, num_class)",
        ),
        "XGBoost and LightGBM want classes 0 to n-1, and the labels are {2}: they "
        "begin at 1, are texts, -1 and 1, or one is missing in this part of the data.",
        "LabelEncoder().fit_transform(y), fitted once on all labels.",
    ),
    phrase(
        "boosting-types",
        "A booster does not take a column's type",
        "ValueError LightGBMError CatBoostError",
        (
            "DataFrame.dtypes for data must be int, float, bool or category",
            "pandas dtypes must be int, float or bool",
            "bad object for id: «x»",
            "Bad value for num_feature",
            "cat_features must be integer or string",
            "Cannot convert '«b'x'»' to float",
            "Experimental support for categorical data is not implemented",
        ),
        "A column given to the booster at {place} is text or a date.",
        ".astype('category') and enable_categorical=True, or encode it; cat_features "
        "for CatBoost.",
    ),
    phrase(
        "removed-of-sklearn",
        "scikit-learn has it under another name now",
        "TypeError AttributeError",
        (
            "OneHotEncoder.__init__() got an unexpected keyword argument 'sparse'",
            "'«CountVectorizer»' object has no attribute 'get_feature_names'",
            "__init__() got an unexpected keyword argument 'base_estimator'",
            "__init__() got an unexpected keyword argument 'normalize'",
            "__init__() got an unexpected keyword argument 'affinity'",
            "got an unexpected keyword argument 'squared'",
        ),
        "A newer scikit-learn calls it otherwise: sparse_output for sparse, "
        "get_feature_names_out, estimator for base_estimator, metric for affinity, "
        "root_mean_squared_error for squared=False; normalize is a scaler of its own.",
        "Write the new name, or pin the version that the code is for.",
        mend=lambda case, groups: (
            case.line_edit("sparse=", "sparse_output=")
            or case.line_edit(".get_feature_names(", ".get_feature_names_out(")
            or case.line_edit("base_estimator=", "estimator=")
        ),
    ),
)

DRAWING = (
    phrase(
        "tick-labels",
        "Labels and ticks differ in number",
        "ValueError",
        (
            "The number of FixedLocator locations («4»), usually from a call to "
            "set_ticks, does not match the number of labels («3»)",
            "number of labels",
            "'label' must be of length 'x'",
            "shape mismatch: objects cannot be broadcast to a single shape",
            "'c' argument has «3» elements, which "
            "is inconsistent with 'x' and 'y' with size «4»",
            "The 'color' list must",
            "incompatible sizes: argument '«height»' must be length «3» or scalar",
            "fill_between",
            "'x' is not 1-dimensional",
        ),
        "What is drawn at {place} and its labels, colours or heights differ in number "
        "({line}).",
        "print the lengths; set_xticks(range(n), labels=…).",
    ),
    phrase(
        "axes-array",
        "An array of axes is used as one",
        "AttributeError",
        (
            "'numpy.ndarray' object has no attribute 'plot'",
            "'numpy.ndarray' object has no attribute '«imshow»'",
            "'«AxesSubplot»' object is not subscriptable",
        ),
        "plt.subplots(rows, columns) gives an array of axes: one of them is to be "
        "taken (axes[0], axes[0, 1]), or with one row and column there is no array.",
        "axes = np.atleast_1d(axes).ravel(); squeeze=False keeps both axes.",
        sure=0.82,
    ),
    phrase(
        "axes-single",
        "One axis is asked as if there were several",
        "TypeError",
        (
            "'Axes' object is not subscriptable",
            "'AxesSubplot' object is not subscriptable",
            "cannot unpack non-iterable Axes object",
            "'Axes' object is not iterable",
        ),
        "plt.subplots gives one Axes for one row and column, and the code at {place} "
        "takes it for several.",
        "plt.subplots(…, squeeze=False), then axes[0, 0].",
        sure=0.82,
    ),
    phrase(
        "image-shape",
        "An image has another shape than is drawn",
        "TypeError ValueError",
        (
            "Invalid shape («3, 28, 28») for image data",
            "Image data of dtype «object» cannot be converted to float",
            "Cannot handle this data type: «(1, 1, 3), <f4»",
            "Invalid dimensions for image data",
            "Could not convert image data",
            "not enough image data",
            "image must be",
        ),
        "The image at {place} is not as it is drawn ({line}): channels first "
        "(PyTorch) instead of last, one channel as an axis of its own, floats for "
        "PIL, or None since it was not read.",
        "x.transpose(1, 2, 0), x.squeeze(), (x * 255).astype('uint8').",
    ),
    phrase(
        "style-unknown",
        "Matplotlib knows no such name",
        "ValueError OSError KeyError AttributeError TypeError",
        (
            "'«seaborn»' is not a valid package style",
            "Unrecognized colormap",
            "'«virids»' is not a valid value for cmap",
            "'«x»' is not a valid value for «y»; supported values are",
            "Invalid RGBA argument: «'x'»",
            "'«x»' is not a valid color value",
            "Unrecognized marker style",
            "not found in the style library",
            "AttributeError: «x».set() got an unexpected keyword argument",
            "Format '«x»' is not supported",
        ),
        "Matplotlib knows no {1}: misspelt, or of an older version ('seaborn' is now "
        "'seaborn-v0_8').",
        "plt.style.available; matplotlib.colormaps.",
    ),
    phrase(
        "figure-too-large",
        "A picture is too large",
        "ValueError",
        (
            "Image size of «100000x200» pixels is too large",
            "Unable to allocate internal buffer",
            "failed to allocate bitmap",
        ),
        "The picture saved at {place} would be too large: bbox_inches='tight' takes "
        "in a text that lies far outside (coordinates of data and not of the figure), "
        "or figsize is in inches and dpi is high.",
        "Look at the positions of texts; transform=ax.transAxes.",
    ),
)

RULES = (*LEARNING, *DRAWING)
