"""A PDF without the files embedded in it: only its pages are left to be read.

pypdf runs in this process. The sets are the operator's own files, not strangers' mail.
"""

import logging
from io import BytesIO

from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import DictionaryObject, NameObject

logging.getLogger("pypdf").addHandler(logging.NullHandler())  # else: stderr, bare


def without_files(content: bytes) -> bytes:
    """Return a PDF without its embedded files; anything else comes back as it was."""
    if not content.startswith(b"%PDF"):
        return content
    try:
        writer = PdfWriter(clone_from=PdfReader(BytesIO(content)))
        root = writer.root_object
        root.pop(NameObject("/AF"), None)
        names = root.get("/Names")
        if names is not None:
            tree = names.get_object()
            if isinstance(tree, DictionaryObject):
                tree.pop(NameObject("/EmbeddedFiles"), None)
        for page in writer.pages:
            page.pop(NameObject("/AF"), None)
        out = BytesIO()
        writer.write(out)
    except (
        PyPdfError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        RecursionError,
    ):
        return content
    return out.getvalue()
