"""Write a world's ``model.json``: what an honest model would say of its documents.

``python -m tests.adversarial.script_model fixtures`` does it for the demo night.
"""

import json
import sys
from pathlib import Path

from tests.adversarial.honest import documents_of, honest_answer
from tests.adversarial.honest_claims import claims_of
from tests.adversarial.notices import Json


def scripted_answers(world: Path) -> Json:
    """Return the answers by the hash of the document each speaks of."""
    shipments = {
        document.sha256: {"content": honest_answer(document, truth)}
        for document, truth in documents_of(world)
    }
    invoices = {
        document.sha256: {"content": answer} for document, answer in claims_of(world)
    }
    return {"answers": shipments | invoices}


def main() -> int:
    """Write the file into the world named on the command line."""
    world = Path(sys.argv[1])
    answers = scripted_answers(world)["answers"]
    keys = sorted(answers)
    lines = [f"{json.dumps(key)}: {json.dumps(answers[key])}" for key in keys]
    text = '{"answers": {\n' + ",\n".join(lines) + "\n}}\n"
    (world / "model.json").write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
