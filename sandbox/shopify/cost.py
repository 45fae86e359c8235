"""What a query costs, by the documented linear rules.

An object costs 1, a scalar nothing, a connection 2 and its objects, a mutation 10.
Before execution the sizes asked for count, afterwards what was found.
"""

from collections.abc import Mapping
from typing import Any

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLList,
    GraphQLNonNull,
    GraphQLOutputType,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    OperationDefinitionNode,
    OperationType,
    SelectionNode,
    VariableNode,
    get_named_type,
    is_leaf_type,
)

MUTATION = 10
CONNECTION = 2
MOST = 1000
"""What one query may cost at most."""


class Requested:
    """Counts one operation's cost before it is executed."""

    def __init__(
        self,
        schema: GraphQLSchema,
        fragments: Mapping[str, FragmentDefinitionNode],
        variables: Mapping[str, Any],
    ) -> None:
        self._schema = schema
        self._fragments = fragments
        self._variables = variables

    def of(self, operation: OperationDefinitionNode) -> int:
        """Return the points *operation* may cost."""
        root = self._schema.get_root_type(operation.operation)
        if root is None:
            return 0
        points = self._selections(operation.selection_set.selections, root)
        mutation = operation.operation is OperationType.MUTATION
        return points + (MUTATION - 1 if mutation else 0)

    def _selections(self, nodes: tuple[SelectionNode, ...], parent: Any) -> int:
        return sum(self._selection(node, parent) for node in nodes)

    def _selection(self, node: Any, parent: Any) -> int:
        if isinstance(node, FieldNode):
            return self._field(node, parent)
        if isinstance(node, FragmentSpreadNode):
            node = self._fragments[node.name.value]
        if isinstance(node, InlineFragmentNode | FragmentDefinitionNode):
            named = node.type_condition
            inner = self._schema.get_type(named.name.value) if named else parent
            return self._selections(node.selection_set.selections, inner)
        return 0

    def _field(self, node: FieldNode, parent: Any) -> int:
        field = getattr(parent, "fields", {}).get(node.name.value)
        if field is None or node.selection_set is None:
            return 0
        named = get_named_type(field.type)
        if is_leaf_type(named):
            return 0
        inner = self._selections(node.selection_set.selections, named)
        size = self._size(node)
        if named.name.endswith("Connection"):
            return CONNECTION + size * inner
        if named.name.endswith("Edge"):
            return inner
        if named.name == "PageInfo":
            return 0
        return (size if _is_list(field.type) and size else 1) * (1 + inner)

    def _size(self, node: FieldNode) -> int:
        for argument in node.arguments or ():
            if argument.name.value in ("first", "last"):
                value: Any = argument.value
                if isinstance(value, VariableNode):
                    return int(self._variables.get(value.name.value) or 0)
                if isinstance(value, IntValueNode):
                    return int(value.value)
        return 0


def _is_list(kind: GraphQLOutputType) -> bool:
    if isinstance(kind, GraphQLNonNull):
        return _is_list(kind.of_type)
    return isinstance(kind, GraphQLList)


def actual(content: Any) -> int:
    """Return what an answer cost, by the objects in it."""
    if isinstance(content, list):
        return sum(actual(part) for part in content)
    if not isinstance(content, dict):
        return 0
    inner = sum(actual(part) for part in content.values())
    if "nodes" in content or "edges" in content:
        return CONNECTION + inner - (len(content.get("edges") or ()))
    return inner + 1
