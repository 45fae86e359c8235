"""Bulk operations: a query without pages, its result one JSONL file.

Each object of a connection is a line; what lies under another one names it in
``__parentId`` and comes after it.
"""

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    GraphQLSchema,
    OperationDefinitionNode,
    SelectionSetNode,
    get_named_type,
)

from sandbox.clock import Clock, instant
from sandbox.shopify.complete import Json

MOST_CONNECTIONS = 5
MOST_DEPTH = 2
MOST_AT_ONCE = 5
_LONGEST = timedelta(minutes=1)
"""A run that nobody asks about ends by itself, and holds up no other for ever."""

Execute = Callable[[str, Any], "tuple[DocumentNode | None, Json]"]
"""Parse, validate and execute a query unpaged: the document and the answer."""


class BulkOperations:
    """The bulk queries of one shop. They are forgotten when the sandbox ends."""

    def __init__(self, schema: GraphQLSchema, polls: int) -> None:
        self._schema = schema
        self._polls = polls
        self._asked: dict[str, int] = {}
        self._operations: dict[str, Json] = {}
        self.results: dict[str, bytes] = {}
        """Finished files by the last part of their URL."""
        self.execute: Execute | None = None

    def run(self, query: str, call: Any) -> Json:
        """Start a bulk query over the state of this moment."""
        if self.execute is None:
            raise RuntimeError("bulk operations have nothing to execute with")
        now = call.clock.now()
        running = [
            o
            for o in self._operations.values()
            if o["status"] != "COMPLETED" and now - instant(o["createdAt"]) < _LONGEST
        ]
        if len(running) >= MOST_AT_ONCE:
            return _refused(
                "A bulk query operation for this app and shop is already in progress.",
                "OPERATION_IN_PROGRESS",
            )
        document, answer = self.execute(query, call)
        problem = self._problem(document, answer)
        if problem:
            return _refused(problem, "INVALID")
        lines = list(_lines(answer["data"], None))
        number = len(self._operations) + 1
        gid = f"gid://shopify/BulkOperation/{number}"
        body = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
        self.results[f"{number}.jsonl"] = body.encode()
        operation = {
            "id": gid,
            "status": "CREATED",
            "type": "QUERY",
            "query": query,
            "errorCode": None,
            "createdAt": call.clock.stamp(),
            "completedAt": None,
            "objectCount": "0",
            "rootObjectCount": "0",
            "fileSize": None,
            "url": None,
            "partialDataUrl": None,
            "lines": lines,
        }
        self._operations[gid] = operation
        self._asked[gid] = 0
        return {"bulkOperation": operation, "userErrors": []}

    def poll(self, gid: str, clock: Clock, url: str) -> Json | None:
        """Return how far an operation is; each look brings it further."""
        operation = self._operations.get(gid)
        if operation is None or operation["status"] == "COMPLETED":
            return operation
        self._asked[gid] += 1
        if self._asked[gid] < self._polls:
            operation["status"] = "RUNNING"
            return operation
        lines = operation.pop("lines")
        name = f"{gid.rpartition('/')[2]}.jsonl"
        operation |= {
            "status": "COMPLETED",
            "completedAt": clock.stamp(),
            "objectCount": str(len(lines)),
            "rootObjectCount": str(sum("__parentId" not in line for line in lines)),
            "fileSize": str(len(self.results[name])),
            "url": f"{url}/bulk/{name}" if lines else None,
        }
        self._operations[gid] = operation
        return operation

    def _problem(self, document: DocumentNode | None, answer: Json) -> str | None:
        if answer.get("errors"):
            return f"Invalid bulk query: {answer['errors'][0]['message']}"
        operation = document.definitions[0] if document else None
        if not isinstance(operation, OperationDefinitionNode):
            return "Invalid bulk query: one operation is needed."
        root = self._schema.query_type
        depths = list(_connections(operation.selection_set, root, 0))
        if not depths:
            return "Bulk queries must contain at least one connection."
        if len(depths) > MOST_CONNECTIONS:
            return "Bulk queries cannot contain more than 5 connections."
        if max(depths) > MOST_DEPTH:
            return (
                "Bulk queries cannot contain connections with a nesting depth over 2."
            )
        return None


def _connections(
    selections: SelectionSetNode, parent: Any, depth: int
) -> Iterator[int]:
    """Yield the nesting depth of every connection that is asked for."""
    for node in selections.selections:
        if not isinstance(node, FieldNode) or node.selection_set is None:
            continue
        named = get_named_type(parent.fields[node.name.value].type)
        inner = depth
        if named.name.endswith("Connection"):
            inner += 1
            yield inner
        yield from _connections(node.selection_set, named, inner)


def _refused(message: str, code: str) -> Json:
    error = {"field": ["query"], "message": message, "code": code}
    return {"bulkOperation": None, "userErrors": [error]}


def _lines(found: Any, parent: str | None) -> Iterator[Json]:
    """Yield every connection's objects under *found*, each before its own children."""
    if isinstance(found, list):
        for part in found:
            yield from _lines(part, parent)
        return
    if not isinstance(found, dict):
        return
    for part in found.values():
        if not _is_connection(part):
            yield from _lines(part, parent)
            continue
        for thing in _objects(part):
            line = _without_connections(thing)
            yield line if parent is None else line | {"__parentId": parent}
            yield from _lines(thing, thing.get("id", parent))


def _is_connection(part: Any) -> bool:
    return isinstance(part, dict) and ("edges" in part or "nodes" in part)


def _objects(connection: Json) -> list[Json]:
    if "edges" in connection:
        return [edge["node"] for edge in connection["edges"]]
    return list(connection["nodes"])


def _without_connections(thing: Any) -> Any:
    if isinstance(thing, list):
        return [_without_connections(part) for part in thing]
    if not isinstance(thing, dict):
        return thing
    return {
        key: _without_connections(part)
        for key, part in thing.items()
        if not _is_connection(part)
    }
