"""Whether the words around a notice leave it alone.

A mail that brings a packing slip says of it that it is enclosed, and that the goods are
on their way. Whatever else it says of them may turn the slip round, and there is no
list of all that it may say: so what it may say is listed, word by word, and the rest is
a person's to read. Sentences that are about something else do not count.
"""

import re
from collections.abc import Collection, Iterator

from extractors.covering.phrases import ASIDE, CLOSING, CONDITION, DOUBTFUL
from extractors.covering.phrases import HARMLESS as PHRASES
from extractors.covering.words import ALARMS, CONCERNS, HARMLESS, TURNS

_END = re.compile(r"(?<=[.!?;])\s+(?=\W*[^\W_])|\n\s*\n|\s[–—|•·]\s")
_ABBREVIATED = re.compile(
    r"(?:\b(?:no|nos|nr|num|ref|art|inc|co|corp|ltd|mr|mrs|ms|dr|st|ave|approx|qty"
    r"|attn|dept|p\.o|z\.b|bzw|inkl|exp|cant|rif|spett|sig)|\b[a-z])\.$",
    re.IGNORECASE,
)
_WRAPPED = 45
"""A line as long as this goes on in the next one."""
_WORD = re.compile(r"[^\W\d_]+(?:[-’'&][^\W\d_]+)*")
_CODE = re.compile(r"\S*\d\S*|\S+@\S+|(?:https?:|www\.)\S+")
_IT = re.compile(
    r"\b(?:it|they|them|this|that|these|those|both|all|everything|nothing|none|we|one"
    r"|es|sie|dies|das|wir|alles|nichts|elle|ils|elles|nous|tout|rien|todo|nada|lo|esto"
    r"|esso|tutto|niente|het|alles|niets|dit|dat)\b",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"\b(?:not|\w+n['’]t|never|still|yet|instead|no longer|wait\w*|tomorrow|lost"
    r"|wrong|stop|stopped|mistake|error|nicht|noch|morgen|falsch|irrt[üu]mlich"
    r"|versehentlich|pas|encore|jamais|demain|erreur|todav[íi]a|a[úu]n|mañana"
    r"|por error|non|ancora|domani|per errore|niet|abusievelijk|per ongeluk)\b",
    re.IGNORECASE,
)
_PASSED_ON = re.compile(
    r"(?:\W*\b(?:re|aw|fw|fwd|wg|tr|rv|sv|antw|doorst)\s*:)+", re.IGNORECASE
)
"""How the subject of an answer begins, and of what is passed on."""
_ELIDED = re.compile(r"^(?:[cdjlmnst]|qu|all|dell|nell|dall|sull|un)'")
_NAME = re.compile(r"[^\W\d_a-zß-öø-ÿ]")
"""A capital."""
_FEW = 10
"""Words of a line that is nothing but names."""


def objection(text: str, known: Collection[str] = ()) -> str:
    r"""Return the first sentence that is not plainly harmless; empty if all are.

    Args:
        text: Of a mail, as lines, without what it only quotes; or its subject.
        known: Words in small letters that are names or goods here, and say nothing.

    >>> objection("Hello,\n\nthe packing slip for PO 4711 is attached.\n\nRegards")
    ''
    >>> objection("We packed the wrong colour, see slip. Thanks, Jill")
    'We packed the wrong colour, see slip.'
    """
    return next(objections(text, known), "")


def objections(text: str, known: Collection[str] = ()) -> Iterator[str]:
    """Yield each sentence of *text* that is not plainly harmless."""
    signed = False
    for sentence in sentences(text):
        signed = signed or bool(CLOSING.fullmatch(sentence))
        if _speaks(sentence, signed=signed) and not harmless(sentence, known):
            yield sentence


def sentences(text: str) -> Iterator[str]:
    r"""Yield sentences, and lines that are none.

    >>> list(sentences("PO no. 12 left.\nIt went by\ntruck. Bye"))
    ['PO no. 12 left.', 'It went by', 'truck.', 'Bye']
    """
    run = ""
    for line in map(_single, [*text.split("\n"), ""]):
        if line and _goes_on(run):
            run = f"{run}\n{line}"
            continue
        yield from _parts(_single(run))
        run = line


def _single(text: str) -> str:
    return " ".join(text.split())


def _goes_on(run: str) -> bool:
    """Say whether a sentence is wrapped after the last line of *run*."""
    last = run.rpartition("\n")[2]
    return len(last) >= _WRAPPED and last[-1] not in ".!?:;"


def _parts(run: str) -> Iterator[str]:
    begin = 0
    for end in _END.finditer(run):
        if not _ABBREVIATED.search(run[begin : end.start()]):
            yield run[begin : end.start()].strip()
            begin = end.end()
    if rest := run[begin:].strip():
        yield rest


def _speaks(sentence: str, *, signed: bool) -> bool:
    """Say whether a sentence concerns the goods or their paper, or may turn round."""
    if CONDITION.match(sentence):
        return False
    if TURNS.search(sentence):
        return True
    if ASIDE.search(sentence):
        return False
    bare = PHRASES.sub(" ", sentence)
    doubt = bool(_NOT.search(bare))
    concerns = bool(CONCERNS.search(bare))
    if signed:
        return doubt and concerns
    return concerns or (doubt and bool(_IT.search(bare)))


def harmless(sentence: str, known: Collection[str]) -> bool:
    """Say whether each word of a sentence leaves goods and their paper alone."""
    if TURNS.search(sentence) or DOUBTFUL.search(sentence):
        return False
    said = sentence[mark.end() :] if (mark := _PASSED_ON.match(sentence)) else sentence
    words = words_in(said)
    names = len(words) <= _FEW and all(
        _NAME.match(word) or word.lower() in HARMLESS for word in words
    )
    return all(
        allowed(word, known, name=names or (place > 0 and not word.isupper()))
        for place, word in enumerate(words)
    )


def words_in(sentence: str) -> list[str]:
    """Return the words of a sentence, without turns of phrase, codes and addresses."""
    return _WORD.findall(_CODE.sub(" ", PHRASES.sub(" ", sentence)))


def allowed(
    word: str,
    known: Collection[str],
    *,
    name: bool,
    words: Collection[str] = HARMLESS,
) -> bool:
    """Say whether one word leaves a sentence plain.

    Args:
        word: As printed.
        known: Words in small letters that are names or goods here.
        name: Whether it may be a name where it has a capital.
        words: That are harmless, in small letters.
    """
    low = _ELIDED.sub("", word.lower().replace("’", "'"))
    parts = low.removesuffix("'s").split("-")
    if low in words or low in known or low.removesuffix("s") in known:
        return True
    if len(low) == 1:
        return True
    if all(part in words or part in known or len(part) == 1 for part in parts):
        return True
    return name and bool(_NAME.match(word)) and not ALARMS.match(low)
