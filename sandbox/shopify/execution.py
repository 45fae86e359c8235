"""GraphQL over the store: parse, validate and execute by the real schema."""

from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    build_schema,
    execute_sync,
    parse,
    validate,
)

from sandbox.shopify.call import Call
from sandbox.shopify.complete import Json
from sandbox.shopify.cost import MOST, Requested
from sandbox.shopify.resolvers import bind

VERSION = "2026-10"


@cache
def schema() -> GraphQLSchema:
    """Return the Admin schema with our resolvers, built once a process."""
    text = files(__package__).joinpath(f"admin_{VERSION}.graphql").read_text("utf-8")
    return bind(build_schema(text, assume_valid=True))


class Parsed(NamedTuple):
    """A document, or why it is none."""

    document: DocumentNode | None
    errors: list[Json]


@lru_cache(maxsize=256)
def parsed(text: str) -> Parsed:
    """Parse and validate *text*; the same text is read once."""
    try:
        document = parse(text)
    except GraphQLError as error:
        return Parsed(None, [_formatted(error)])
    errors = [_formatted(error) for error in validate(schema(), document)]
    return Parsed(None if errors else document, errors)


def operation_in(
    document: DocumentNode, name: str | None = None
) -> OperationDefinitionNode | None:
    """Return the operation of that name, or the only one."""
    operations = [
        d for d in document.definitions if isinstance(d, OperationDefinitionNode)
    ]
    if name:
        named = (o for o in operations if o.name and o.name.value == name)
        return next(named, None)
    return operations[0] if len(operations) == 1 else None


def first_field(text: str, name: str | None = None) -> str:
    """Return the first root field a query asks for; empty when it cannot be read."""
    try:
        operation = operation_in(parse(text), name)
    except GraphQLError:
        return ""
    if operation is None:
        return ""
    selections = operation.selection_set.selections
    fields = (node.name.value for node in selections if isinstance(node, FieldNode))
    return next(fields, "")


def requested_cost(document: DocumentNode, told: Json) -> int:
    """Return what the request's operation may cost."""
    operation = operation_in(document, told.get("operationName"))
    if operation is None:
        return 0
    defaults: Json = {}
    for variable in operation.variable_definitions or ():
        value: Any = variable.default_value
        if value is not None and hasattr(value, "value"):
            defaults[variable.variable.name.value] = value.value
    fragments = {
        d.name.value: d
        for d in document.definitions
        if isinstance(d, FragmentDefinitionNode)
    }
    variables = told.get("variables") or {}
    given = {key: value for key, value in variables.items() if value is not None}
    return Requested(schema(), fragments, defaults | given).of(operation)


def too_dear(cost: int) -> Json | None:
    """Return the error for a query dearer than any may be, None for another."""
    if cost <= MOST:
        return None
    message = (
        f"Query cost is {cost}, which exceeds the single query max cost limit ({MOST})."
    )
    return {
        "message": message,
        "extensions": {"code": "MAX_COST_EXCEEDED", "cost": cost},
    }


def executed(document: DocumentNode, call: Call, told: Json) -> Json:
    """Execute the request's operation; data and errors as they go on the wire."""
    result = execute_sync(
        schema(),
        document,
        context_value=call,
        variable_values=told.get("variables") or {},
        operation_name=told.get("operationName"),
    )
    answer: Json = {}
    if result.errors:
        answer["errors"] = [_formatted(error) for error in result.errors]
    if result.data is not None or not result.errors:
        answer["data"] = result.data
    return answer


def _formatted(error: GraphQLError) -> Json:
    return dict(error.formatted)
