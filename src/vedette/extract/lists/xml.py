"""XML as lists come in: nothing outside the file is read, and depth and size are bounded."""

from __future__ import annotations

from typing import Any

from vedette.errors import EmptyInput, MalformedInput

_AGAIN = "Get the file again; the list in use stays"


def root_of(data: bytes, name: str) -> Any:
    """The root element, tags without their namespaces.

    Raises:
        EmptyInput: Nothing, or nothing but white space.
        MalformedInput: Not well-formed; names line and column.
    """
    from lxml import etree

    if not data.strip():
        raise EmptyInput(name, "the file is empty: a failed download looks like this", _AGAIN)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        line, column = getattr(error, "lineno", None), getattr(error, "offset", None)
        where = f"at line {line}, column {column} " if line else ""
        raise MalformedInput(name, f"the XML breaks {where}({error})", _AGAIN) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise MalformedInput(
            name, "it carries a document type of its own, which no published list does", _AGAIN
        )
    for node in root.iter():
        if isinstance(node.tag, str) and "}" in node.tag:
            node.tag = node.tag.rpartition("}")[2]
    return root


def text_of(node: Any, path: str) -> str:
    """The text of the first element at a path, white space made even."""
    return " ".join((node.findtext(path) or "").split())
