"""Draw the set: a PDF for each document, and ``truth.jsonl``, beside this file.

python tests/evaluation/gold/drawn/draw.py
"""

import json
from pathlib import Path

import abroad
import after
import american
import kin
import later
import stacked
import typed
import unseen

HERE = Path(__file__).parent


def main() -> None:
    """Write every document and the truth that it was drawn from."""
    rows = []
    for module in (american, kin, abroad, later, stacked, typed, after, unseen):
        for name, (draw, truth) in module.DOCUMENTS.items():
            (HERE / f"{name}.pdf").write_bytes(draw())
            rows.append({"file": f"{name}.pdf", **truth})
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (HERE / "truth.jsonl").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
