"""Who we are: our names, our people and our addresses, as the settings tell them.

Whoever writes from outside under one of these names wants to be taken for us.
"""

import re
import unicodedata

from extractors.mail.headers import clean
from extractors.values import Value
from matchers.domains import FREEMAIL, ascii_domain, canonical_address
from matchers.likeness import skeleton

LEGAL_FORMS = frozenset(
    {
        *("ab", "ag", "aps", "as", "bv", "bvba", "co", "company", "corp"),
        *("corporation", "eirl", "ek", "gbr", "gmbh", "inc", "incorporated", "kg"),
        *("kft", "lda", "limited", "llc", "llp", "lp", "ltd", "ltda", "mbh", "nv"),
        *("ohg", "oy", "oyj", "plc", "pllc", "pty", "pvt", "sa", "sarl", "sas", "se"),
        *("sl", "spa", "srl", "sro", "ug", "ulc"),
    }
)
"""Words of a company's name that say of what kind it is, and not who."""
_MOST_WORDS = 40
"""Of a sender's name, looked at with its blanks left out."""
_WORD = re.compile(r"[^\W_]+")
_DOTTED = re.compile(r"(?<=\b[^\W\d_])\.(?=[^\W\d_]\b)|[.'\u2019](?=[^\W_])")


class Company(Value):
    """We ourselves; what nobody told is empty, and nothing follows from it."""

    names: tuple[str, ...] = ()
    """Under which vendors know us, as on their invoices."""
    people: tuple[str, ...] = ()
    """First and last names of those a fraudster would write as."""
    domains: tuple[str, ...] = ()
    """Every address of these is ours."""
    addresses: tuple[str, ...] = ()
    """Further ones of ours, in full."""

    def owns(self, address: str) -> bool:
        """Say whether *address* is one of ours."""
        _, at, domain = canonical_address(address).rpartition("@")
        whole = set(map(ascii_domain, self.domains))
        return self.has_address(address) or (at == "@" and domain in whole)

    def has_address(self, address: str) -> bool:
        """Say whether exactly *address* is told to be ours."""
        return canonical_address(address) in set(map(canonical_address, self.addresses))

    @property
    def known_domains(self) -> frozenset[str]:
        """Every domain we write from, but for freemail."""
        written = (a.rpartition("@")[2] for a in map(canonical_address, self.addresses))
        return frozenset({*map(ascii_domain, self.domains), *written}) - FREEMAIL - {""}

    def named_in(self, shown: str) -> str | None:
        """Return whose name of ours a sender's shown name bears, or None.

        >>> Company(people=("Jamie Ortiz",)).named_in("ORTIZ, Jamie (via Mail)")
        'Jamie Ortiz'
        """
        there = drawn_words(shown)
        together = _joined_runs(words_of(shown))
        for person in self.people:
            words = drawn_words(person)
            if words and (set(words) <= set(there) or together & _orders(person)):
                return person
        for name in self.names:
            core = core_of(name)
            if _stands_in(core, there) or skeleton("".join(_core(name))) in together:
                return name
        return None

    def initialled_in(self, shown: str) -> str | None:
        """Return whose last name stands beside the initial of the first, or None.

        >>> Company(people=("Jamie Ortiz",)).initialled_in("J. Ortiz")
        'Jamie Ortiz'
        """
        there = set(drawn_words(shown))
        for person in self.people:
            words = words_of(person)
            short = {skeleton(words[0][:1]), skeleton(words[-1])} if words else set()
            if len(short) > 1 and short <= there:
                return person
        return None


def words_of(name: str) -> tuple[str, ...]:
    """Return the words of a name in small letters; what is abbreviated is one word.

    >>> words_of("A.B. O\u2019Neil & Sons, L.L.C.")
    ('ab', 'oneil', 'sons', 'llc')
    """
    text = unicodedata.normalize("NFKC", clean(name)).casefold()
    return tuple(_WORD.findall(_DOTTED.sub("", text)))


def drawn_words(name: str) -> tuple[str, ...]:
    """Return the words of a name as the eye takes them: likenesses are the same."""
    return tuple(map(skeleton, words_of(name)))


def core_of(name: str) -> tuple[str, ...]:
    """Return the words, as drawn, of a company's name without its legal form."""
    return tuple(map(skeleton, _core(name)))


def _core(name: str) -> tuple[str, ...]:
    words = words_of(name)
    return tuple(word for word in words if word not in LEGAL_FORMS) or words


def _orders(person: str) -> frozenset[str]:
    """Return a person's name written together, first name first and last name first."""
    words = words_of(person)
    turned = (*words[-1:], *words[:-1])
    return frozenset({skeleton("".join(words)), skeleton("".join(turned))})


def _joined_runs(words: tuple[str, ...]) -> frozenset[str]:
    """Return what neighbouring words are when written together, blanks left out."""
    shown = words[:_MOST_WORDS]
    return frozenset(
        skeleton("".join(shown[begin:end]))
        for begin in range(len(shown))
        for end in range(begin + 1, len(shown) + 1)
    )


def _stands_in(words: tuple[str, ...], text: tuple[str, ...]) -> bool:
    """Say whether *words* stand in *text*, one after another."""
    last = len(text) - len(words)
    return bool(words) and any(
        text[at : at + len(words)] == words for at in range(last + 1)
    )
