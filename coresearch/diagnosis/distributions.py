"""Which distribution brings a module, where its name is another; and modules so "
"named."""

from __future__ import annotations

OTHER_NAMES = {
    "sklearn": "scikit-learn", "skimage": "scikit-image", "cv2": "opencv-python",
    "PIL": "pillow", "yaml": "pyyaml", "bs4": "beautifulsoup4", "dateutil":
    "python-dateutil", "dotenv": "python-dotenv", "faiss": "faiss-cpu", "umap":
    "umap-learn", "hydra": "hydra-core", "attr": "attrs", "git": "gitpython",
    "OpenSSL": "pyopenssl", "Crypto": "pycryptodome", "serial": "pyserial", "fitz":
    "pymupdf", "docx": "python-docx", "pptx": "python-pptx", "jwt": "pyjwt", "zmq":
    "pyzmq", "sentence_transformers": "sentence-transformers", "pytorch_lightning":
    "pytorch-lightning", "imblearn": "imbalanced-learn", "rouge_score": "rouge-score",
    "stable_baselines3": "stable-baselines3", "torch_geometric": "torch-geometric",
    "google.protobuf": "protobuf", "Levenshtein": "levenshtein", "mpl_toolkits":
    "matplotlib", "pkg_resources": "setuptools", "tensorflow_datasets":
    "tensorflow-datasets", "lightning_fabric": "lightning-fabric", "Bio": "biopython",
    "rdkit": "rdkit", "tensorboardX": "tensorboardx", "skopt": "scikit-optimize",
    "flash_attn": "flash-attn", "huggingface_hub": "huggingface-hub", "IPython":
    "ipython", "community": "python-louvain", "magic": "python-magic", "nvidia_smi":
    "nvidia-ml-py3", "pynvml": "nvidia-ml-py", "usb": "pyusb", "snappy":
    "python-snappy", "MySQLdb": "mysqlclient", "psycopg2": "psycopg2-binary",
    "llama_cpp": "llama-cpp-python", "absl":
    "absl-py", "torch_scatter": "torch-scatter", "torch_sparse": "torch-sparse",
    "torch_cluster": "torch-cluster", "mamba_ssm": "mamba-ssm", "causal_conv1d":
    "causal-conv1d", "auto_gptq": "auto-gptq", "qwen_vl_utils": "qwen-vl-utils",
    "langchain_community": "langchain-community", "llama_index": "llama-index",
    "google.generativeai": "google-generativeai", "tensorflow_hub": "tensorflow-hub",
    "tensorflow_probability": "tensorflow-probability", "flask_cors": "flask-cors",
    "SimpleITK": "SimpleITK", "sklearn_extra": "scikit-learn-extra", "pywt":
    "pywavelets", "Xlib": "python-xlib", "OpenGL": "pyopengl", "slugify":
    "python-slugify", "rest_framework": "djangorestframework", "osgeo": "gdal",
    "open_clip": "open-clip-torch", "soundfile": "soundfile", "ruamel": "ruamel.yaml",
}  # fmt: skip

SAME_NAMES = frozenset(
    """
    accelerate aiohttp albumentations altair anthropic arviz bitsandbytes bokeh
    boto3 catboost click dask datasets deepspeed diffusers einops evaluate fastapi
    fire flax gensim gymnasium h5py httpx hydra imageio ipywidgets jax joblib
    jsonlines keras librosa lightgbm lightning litellm matplotlib mlflow networkx
    nltk numba numpy omegaconf onnx onnxruntime openai openpyxl optax optuna orjson
    pandas peft plotly polars psutil pyarrow pydantic pymc pytest ray regex requests
    rich sacrebleu scipy seaborn sentencepiece sh shap spacy sqlalchemy statsmodels
    sympy tables tabulate tenacity tensorboard tensorflow tiktoken timm tokenizers
    torch torchaudio torchmetrics torchvision tqdm transformers trl typer ujson vllm
    wandb xarray xgboost zstandard six termcolor lxml ftfy pycocotools decord av pydub
    jieba toml ninja mpi4py gym pygame mujoco tifffile ipdb munch sacred xformers
    easydict yacs loguru prettytable colorama gdown trimesh open3d nibabel pydicom
    kornia monai fvcore iopath addict filelock packaging thop torchsummary torchinfo
    triton cupy numexpr lmdb pytz click cython dill cloudpickle simplejson httpcore
    flair stanza textblob pyworld phonemizer unidecode inflect num2words gradio
    streamlit uvicorn starlette safetensors optimum vector_quantize_pytorch lpips
    basicsr gfpgan realesrgan facexlib insightface mediapipe dlib
    ultralytics supervision roboflow pycuda pyopencl numba sparse igraph dgl ogb
    torchdiffeq torchsde torchtext torchdata hydra_zen ray rasterio shapely geopandas
    pyproj cartopy netCDF4 zarr h5netcdf obspy mne nilearn scanpy anndata pysam
    """.split()  # noqa: SIM905
)


AMBIGUOUS = frozenset({
    "datasets", "evaluate", "magic", "community", "sh", "fire", "tables", "sparse",
    "supervision", "toml", "attr", "git", "munch", "shap", "ray", "metrics",
})  # fmt: skip
"""Names that a project's own package may have as well."""


def distribution(module: str) -> str:
    """What to install for `module`; empty where it is not known for sure.

    A name that is not in the tables is not guessed: whoever installs a guess may get
    what somebody else has put under that name.
    """
    top = module.partition(".")[0]
    if top in OTHER_NAMES:
        return OTHER_NAMES[top]
    return top if top in SAME_NAMES else ""


def known_modules() -> frozenset[str]:
    """Names that an import may have meant."""
    return SAME_NAMES | frozenset(OTHER_NAMES)
