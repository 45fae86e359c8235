"""Draw docs/images/summary.png: the summary of the demo night, as Chromium shows it."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

PICTURE = Path(__file__).parent / "images" / "summary.png"
WIDTH, HEIGHT = 1000, 780
"""Of the first screen, in CSS pixels; the page goes on below."""
SCALE = 1.5
AGENT = Path(sys.executable).with_name("agent")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def main() -> int:
    """Run the demo, photograph its page, and say where the picture is."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        sys.stderr.write("error: no Chromium here; it draws the picture\n")
        return 2
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder, "demo")
        subprocess.run(  # noqa: S603  # our own command
            [AGENT, "demo", "--check", "--store", str(store)],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        [page] = (store / "store" / "summaries").glob("*.html")
        command = [browser, "--headless", "--no-sandbox", "--hide-scrollbars"]
        command += [
            f"--window-size={WIDTH},{HEIGHT}",
            "--force-device-scale-factor=1.5",
        ]
        command += [f"--screenshot={PICTURE}", page.as_uri()]
        subprocess.run(command, check=True, stderr=subprocess.DEVNULL)  # noqa: S603  # as above
    sys.stdout.write(f"written: {PICTURE}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
