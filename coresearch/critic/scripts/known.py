"""Tables of what library calls do, as far as the rules need to know."""

from __future__ import annotations

from coresearch.critic.scripts.names import listed

LOADERS = listed("""
    read_csv read_parquet read_excel read_json read_table read_feather read_pickle
    read_sql read_hdf read_stata read_spss read_fwf scan_csv scan_parquet
    load_dataset load_from_disk loadtxt genfromtxt loadmat fetch_openml load_iris
    load_breast_cancer load_wine load_digits load_diabetes
    fetch_california_housing fetch_20newsgroups fetch_covtype
""")
"""These give a whole table, whatever their argument is."""

ONE_LOADERS = listed("load imread open loads read read_text read_bytes")
"""These give a file, which may be a single item of many."""

WRITERS = listed("""
    to_csv to_parquet to_excel to_json to_pickle to_feather to_hdf write_csv
    write_parquet save savez savez_compressed savetxt dump_svmlight_file
    write_text write_bytes save_to_disk savemat
""")

PREPARERS = listed("""
    StandardScaler MinMaxScaler RobustScaler MaxAbsScaler QuantileTransformer
    PowerTransformer KBinsDiscretizer SimpleImputer KNNImputer IterativeImputer
    PCA KernelPCA IncrementalPCA TruncatedSVD SparsePCA FastICA NMF FactorAnalysis
    SelectKBest SelectPercentile SelectFromModel RFE RFECV
    SequentialFeatureSelector VarianceThreshold SelectFdr SelectFpr
    TfidfVectorizer CountVectorizer TfidfTransformer TargetEncoder CatBoostEncoder
    LeaveOneOutEncoder WOEEncoder JamesSteinEncoder ColumnTransformer
    Normalization TextVectorization UMAP LinearDiscriminantAnalysis PLSRegression
    DictionaryLearning
""")
"""Preparations that learn from the rows they are fitted on."""

RESAMPLERS = listed("""
    SMOTE SMOTENC ADASYN BorderlineSMOTE SVMSMOTE KMeansSMOTE RandomOverSampler
    SMOTEENN SMOTETomek
""")

SPLITTERS = listed("""
    KFold StratifiedKFold GroupKFold ShuffleSplit StratifiedShuffleSplit
    GroupShuffleSplit TimeSeriesSplit RepeatedKFold RepeatedStratifiedKFold
    LeaveOneOut LeaveOneGroupOut StratifiedGroupKFold PredefinedSplit
""")

SPLIT_CALLS = frozenset(["train_test_split", "random_split", "random_split_by_group"])

CROSS_VALIDATED = listed("""
    cross_val_score cross_validate cross_val_predict learning_curve
""")

SEARCHES = listed("""
    GridSearchCV RandomizedSearchCV HalvingGridSearchCV BayesSearchCV
""")

STATISTICS = listed("""
    mean std median min max var quantile nanmean nanstd nanmedian mode ptp
""")

ALL_SEEDED = ("random", "numpy", "torch", "tensorflow")
SEEDERS = {
    "random.seed": ("random",),
    "numpy.random.seed": ("numpy",),
    "torch.manual_seed": ("torch",),
    "torch.random.manual_seed": ("torch",),
    "torch.cuda.manual_seed_all": (),
    "tensorflow.random.set_seed": ("tensorflow",),
    "tensorflow.set_random_seed": ("tensorflow",),
    "set_random_seed": ("random", "numpy", "tensorflow"),
    "seed_everything": ("random", "numpy", "torch"),
    "set_seed": ALL_SEEDED,
    "enable_full_determinism": ALL_SEEDED,
    "fix_seed": ALL_SEEDED,
    "manual_seed_all": (),
}
"""By full name, or by last name for helpers that several packages have."""

NUMPY_DRAWS = listed("""
    rand randn randint random random_sample choice shuffle permutation normal
    uniform beta binomial poisson exponential gamma standard_normal
    multivariate_normal dirichlet laplace lognormal multinomial integers
""")
PYTHON_DRAWS = listed("""
    random randint randrange choice choices shuffle sample uniform gauss
    normalvariate betavariate expovariate triangular
""")
TORCH_DRAWS = listed("""
    rand randn randint randperm normal bernoulli multinomial rand_like randn_like
    random_split
""")
TORCH_LAYERS = listed("""
    Linear Conv1d Conv2d Conv3d ConvTranspose2d LSTM GRU RNN Embedding Transformer
    TransformerEncoder TransformerEncoderLayer MultiheadAttention Bilinear Dropout
""")
KERAS_LAYERS = listed("""
    Dense Conv1D Conv2D Conv3D LSTM GRU Embedding Dropout SeparableConv2D
    MultiHeadAttention SimpleRNN
""")
TENSORFLOW_DRAWS = listed("normal uniform shuffle truncated_normal")

SKLEARN_RANDOM = listed("""
    RandomForestClassifier RandomForestRegressor ExtraTreesClassifier
    ExtraTreesRegressor GradientBoostingClassifier GradientBoostingRegressor
    MLPClassifier MLPRegressor KMeans MiniBatchKMeans SGDClassifier SGDRegressor
    BaggingClassifier BaggingRegressor AdaBoostClassifier TSNE IsolationForest
    GaussianMixture train_test_split ShuffleSplit StratifiedShuffleSplit
    GroupShuffleSplit RandomizedSearchCV RepeatedKFold RepeatedStratifiedKFold
    RandomizedPCA SMOTE ADASYN RandomOverSampler RandomUnderSampler
    permutation_importance resample
""")
"""They draw from numpy's global generator unless `random_state` is given."""

SKLEARN_SHUFFLED = frozenset(["KFold", "StratifiedKFold", "StratifiedGroupKFold"])
