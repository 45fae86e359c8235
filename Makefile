.PHONY: check fix test slow docs picture lock

check:  ## what CI checks before the tests
	ruff check .
	ruff format --check .
	mypy
	lint-imports
	deptry .

fix:  ## format, and repair what can be repaired
	ruff check --fix .
	ruff format .

test:  ## the default run
	pytest

slow:  ## what the default run leaves out
	pytest -m slow -n $$((2 * $$(nproc))) --dist load --maxschedchunk 4

docs:  ## write the generated pages
	python docs/generate.py

picture:  ## draw docs/images/summary.png anew; needs Chromium
	python docs/picture.py

lock:  ## pin every package anew; needs uv
	(printf '%s\n' \
	  '# Every package of a development environment, pinned with the hashes of its files.' \
	  '# Made by `make lock`; used by .ci/run. No address of an index stands in it.'; \
	  uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-header --quiet) > requirements.lock.new
	mv requirements.lock.new requirements.lock
