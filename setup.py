"""Compile the kernel of screening where a compiler is at hand; go on without where none is."""

from Cython.Build import cythonize
from setuptools import Extension, setup

EXTENSIONS = cythonize(
    [Extension("vedette.screen.kernel", ["src/vedette/screen/kernel.py"])],
    compiler_directives={
        "language_level": 3,
        "annotation_typing": False,
        "boundscheck": False,
        "wraparound": False,
        "initializedcheck": False,
        "cdivision": True,
        "infer_types": False,
    },
)
for extension in EXTENSIONS:
    # Without a compiler the same file runs as plain Python: slower, with the same results. (Said here
    # because cythonize makes new extensions that have forgotten it.)
    extension.optional = True
setup(ext_modules=EXTENSIONS)
