"""All that dnstwist makes of twenty vendors: how many are told, and how fast.

Run: ``python -m benchmarks.lookalikes``
"""

import argparse
import time
from collections import Counter

from matchers.likeness import lookalike, mixed_script
from tests.matchers.domain_sets import VENDORS, lookalikes, unrelated


def main() -> None:
    """Print one line for each figure."""
    argparse.ArgumentParser(description=__doc__.partition("\n")[0]).parse_args()
    made = lookalikes()
    known = frozenset(VENDORS)
    started = time.process_time()
    told = Counter(
        mixed_script(domain) or lookalike(domain, known) is not None for domain in made
    )
    each = (time.process_time() - started) / len(made)
    flagged = sum(lookalike(domain, known) is not None for domain in unrelated())
    print(f"look-alikes       {len(made)}")
    print(f"told              {told[True]} ({told[True] / len(made):.2%})")
    print(f"CPU each          {each * 1e6:.0f} us")
    print(f"unrelated flagged {flagged} of {len(unrelated())}")
    many = frozenset(f"{i:x}{name}" for i in range(100) for name in VENDORS)
    lookalike("warm.example", many)
    started = time.process_time()
    for domain in unrelated():
        lookalike(domain, many)
    each = (time.process_time() - started) / len(unrelated())
    print(f"CPU each          {each * 1e6:.0f} us with {len(many)} domains pinned")


if __name__ == "__main__":
    main()
