"""Compile the kernel of screening where a compiler is at hand; go on without where none is."""

from Cython.Build import cythonize
from setuptools import Extension, setup

KERNEL = Extension(
    "vedette.screen.kernel",
    ["src/vedette/screen/kernel.py"],
    # Without a compiler the same file runs as plain Python: slower, with the same results.
    optional=True,
)
setup(
    ext_modules=cythonize(
        [KERNEL],
        compiler_directives={
            "language_level": 3,
            "annotation_typing": False,
            "boundscheck": False,
            "wraparound": False,
            "initializedcheck": False,
            "cdivision": True,
            "infer_types": False,
        },
    ),
)
