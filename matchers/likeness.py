"""Domains that are made to look like another.

Likeness only explains; whom we believe is decided by exact comparison.
"""

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from matchers.domains import organisation

_LOOKS = (
    ("a", "\u0430\u03b1\u0251\u0101"),
    ("b", "\u044c\u0184\u13cf"),
    ("c", "\u0441\u03f2\u1d04"),
    ("d", "\u0501\u0257\u217e"),
    ("e", "\u0435\u0454\u212e\u04bd"),
    ("f", "\u0192\u017f\ua799"),
    ("g", "\u0261\u0581\u018d"),
    ("h", "\u04bb\u0570\u13c2"),
    ("i", "\u0456\u0131\u03b9\u0269\u04cf\u2170"),
    ("j", "\u0458\u03f3"),
    ("k", "\u043a\u03ba\u049b"),
    ("l", "\u04c0\u01c0\u217c\u0142\u2113"),
    ("m", "\u043c\u217f\u028d"),
    ("n", "\u0578\u057c\u03b7\u0438"),
    ("o", "\u043e\u03bf\u0585\u0e50\u00f8\u03c3"),
    ("p", "\u0440\u03c1\u2374"),
    ("q", "\u051b\u0563"),
    ("r", "\u0433\u1d26\u0280"),
    ("s", "\u0455\u01bd\ua731"),
    ("t", "\u0442\u03c4\u1d1b"),
    ("u", "\u057d\u03c5\u028b\u1d1c"),
    ("v", "\u03bd\u0475\u2174\u1d20"),
    ("w", "\u051d\u0461\u1d21\u03c9"),
    ("x", "\u0445\u03c7\u2179"),
    ("y", "\u0443\u03b3\u04af\u028f"),
    ("z", "\u1d22\u0290"),
)
"""Latin small letters and those of other alphabets that are drawn like them."""
_LETTER = str.maketrans({drawn: letter for letter, alike in _LOOKS for drawn in alike})
_GROUPS = (
    ("rn", "m"),
    ("vv", "w"),
    ("cl", "d"),
    ("0", "o"),
    ("1", "l"),
    ("i", "l"),
    ("5", "s"),
    ("3", "e"),
    ("8", "b"),
    ("6", "b"),
    ("9", "g"),
    ("2", "z"),
)
_NAMEABLE = 5
"""Letters; a shorter name is part of too many other words."""
_COMPARABLE = 4
_LONG = 8
_MOST = 2
"""Letters by which a long name may differ; a shorter one by one."""
_IDENTIFYING = 3
"""Digits of a number of an order, at least."""
_WRITTEN_TOGETHER = frozenset({"CJK", "HIRAGANA", "KATAKANA"})


def mixed_script(domain: str) -> bool:
    """Say whether a label of *domain* mixes alphabets, as no honest one does."""
    return any(len(_scripts(label)) > 1 for label in _shown(domain).split("."))


def _scripts(label: str) -> set[str]:
    scripts = {
        unicodedata.name(letter, "UNKNOWN").split(" ")[0]
        for letter in label
        if letter.isalpha()
    }
    return {"CJK"} if scripts <= _WRITTEN_TOGETHER and scripts else scripts


def lookalike(domain: str, known: Iterable[str]) -> str | None:
    """Return the first of the *known* domains that *domain* is made to look like.

    A domain of the same owner looks like nobody but itself.
    """
    owner = organisation(domain)
    if not owner:
        return None
    label = skeleton(owner.partition(".")[0])
    host = skeleton(_shown(domain).replace(".", ""))
    return _likenesses(frozenset(known)).of(owner, label, host)


@lru_cache(maxsize=8)
def _likenesses(known: frozenset[str]) -> "_Likenesses":
    return _Likenesses(known)


class _Likenesses:
    """The known domains, found by what is left of them when letters are taken away.

    Two words a letter apart become one when each loses at most that letter: looking up
    what is left of one finds the other without comparing it with all.
    """

    def __init__(self, known: frozenset[str]) -> None:
        self._owned: list[tuple[str, str, str]] = []
        self._near: dict[str, set[int]] = {}
        for domain in sorted(known):
            owner = organisation(domain)
            if not owner:
                continue
            name = skeleton(owner.partition(".")[0])
            for left in _without_letters(name, _most_changes(name)):
                self._near.setdefault(left, set()).add(len(self._owned))
            self._owned.append((domain, owner, name))
        self._longest = max((len(name) for _, _, name in self._owned), default=0)

    def of(self, owner: str, label: str, host: str) -> str | None:
        """Return the first domain that a label or a whole host looks like."""
        found = {
            index
            for index, (_, _, name) in enumerate(self._owned)
            if len(name) >= _NAMEABLE and name in host
        }
        if len(label) <= self._longest + _MOST:
            for left in _without_letters(label, _MOST):
                found |= self._near.get(left, set())
        for index in sorted(found):
            domain, theirs, name = self._owned[index]
            contained = len(name) >= _NAMEABLE and name in host
            if theirs != owner and (contained or _alike(label, name)):
                return domain
        return None


def _most_changes(name: str) -> int:
    if len(name) < _COMPARABLE:
        return 0
    return _MOST if len(name) >= _LONG else 1


def _without_letters(word: str, most: int) -> set[str]:
    """Return *word* and what is left of it without up to *most* letters."""
    found = last = {word}
    for _ in range(most):
        last = {w[:i] + w[i + 1 :] for w in last for i in range(len(w))}
        found = found | last
    return found


def _alike(label: str, name: str) -> bool:
    from rapidfuzz.distance import OSA  # noqa: PLC0415  # costs ten milliseconds

    if label == name:
        return True
    most = _most_changes(name)
    return 0 < most >= OSA.distance(label, name, score_cutoff=most)


def skeleton(label: str) -> str:
    """Return *label* as the eye takes it: Latin letters, one for each likeness.

    >>> skeleton("rnicr0-s\u043eft") == skeleton("microsoft")
    True
    """
    letters = unicodedata.normalize("NFKD", _shown(label)).translate(_LETTER)
    drawn = "".join(
        letter
        for letter in letters
        if not unicodedata.combining(letter) and unicodedata.category(letter) != "Cf"
    )
    for group, alike in _GROUPS:
        drawn = drawn.replace(group, alike)
    return drawn.replace("-", "")


def imitates(word: str) -> bool:
    """Say whether *word* is a number whose letters or digits only look like ASCII.

    >>> imitates("\u0420\u041e-1041"), imitates("PO-1041"), imitates("\u00f8250")
    (True, False, False)
    """
    text = unicodedata.normalize("NFKC", word)
    digits = sum(map(str.isdigit, text))
    if text.isascii() or digits < _IDENTIFYING:
        return False
    odd = [c for c in text.lower() if c.isalnum() and not c.isascii()]
    return bool(odd) and all(
        c.isdigit() or (c.translate(_LETTER).isascii() and not _is_latin(c))
        for c in odd
    )


def _is_latin(letter: str) -> bool:
    """Say whether a letter is of our alphabet, as in the "ø250" of a diameter."""
    return unicodedata.name(letter, "").startswith("LATIN")


def _shown(domain: str) -> str:
    """Return *domain* as a mail program shows it."""
    return ".".join(_shown_label(label) for label in domain.lower().split("."))


def _shown_label(label: str) -> str:
    if not label.startswith("xn--"):
        return label
    try:
        return label.encode("ascii").decode("idna")
    except UnicodeError:
        return label
