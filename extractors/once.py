"""Attributes that are reckoned when they are first asked for."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Generic, Protocol, Self, TypeVar, overload

T = TypeVar("T")


class once(Generic[T]):  # noqa: N801  # a decorator, as property is
    """An attribute of an object with a dictionary, reckoned once and then kept.

    It is :class:`functools.cached_property` without the lock, which costs more than
    most of what is kept: a value is reckoned by one thread only.
    """

    def __init__(self, reckon: Callable[[Any], T]) -> None:
        """Take the method that reckons the value."""
        self._reckon = reckon
        self._name = reckon.__name__
        self.__doc__ = reckon.__doc__

    @overload
    def __get__(self, instance: None, owner: type) -> Self: ...
    @overload
    def __get__(self, instance: object, owner: type) -> T: ...
    def __get__(self, instance: object | None, owner: type) -> Self | T:
        """Reckon the value; the next look finds it before it comes here."""
        if instance is None:
            return self
        value = instance.__dict__[self._name] = self._reckon(instance)
        return value


class Known(Protocol):
    """What keeps the answers to questions about it."""

    @property
    def known(self) -> dict[Any, Any]:
        """The answers, by question."""


K = TypeVar("K", bound=Known)


def kept(reckon: Callable[[K], T]) -> Callable[[K], T]:
    """Reckon something of a row or a run once, however many readers ask for it."""

    @wraps(reckon)
    def look(about: K) -> T:
        known = about.known
        if reckon not in known:
            known[reckon] = reckon(about)
        found: T = known[reckon]
        return found

    return look
