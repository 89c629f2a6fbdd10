# `make run` and `make test` are all that a fresh machine needs: Python 3.11–3.13, git and make.
PYTHON ?= python3
VENV   ?= .venv
JOBS   ?= $(shell nproc 2>/dev/null || echo 2)

PY  := $(VENV)/bin/python
PIP := $(PY) -m pip install --quiet --disable-pip-version-check
APP := $(PY) -m editor_app

DEMO := build/demo/demo.editorproj
CLIENTS := 1.0.0 1.1.0

.PHONY: run test check bench soak live screenshots bundle bundle-check clean
.DELETE_ON_ERROR:

# Every process of a test would compile the whole program again, half a second each.
unexport PYTHONDONTWRITEBYTECODE

run: $(VENV)/.runtime
	@test -f $(DEMO) || $(APP) demo $(dir $(DEMO))
	@if $(PY) -c 'import sys; from editor_app.cli.window import has_display; sys.exit(not has_display())'; \
	then $(APP) $(DEMO); else $(APP) render $(DEMO) -o $(dir $(DEMO))demo.mp4; fi

test: $(VENV)/.test
	$(PY) -m pytest -n $(JOBS) --dist worksteal --durations 15

check: $(VENV)/.dev
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/pyright --pythonpath $(PY)
	$(VENV)/bin/lint-imports --no-logo

bench: $(VENV)/.test
	$(PY) bench/documents.py
	$(PY) bench/edits.py
	$(PY) bench/merge.py
	$(PY) bench/render.py
	$(PY) bench/exporting.py
	$(PY) bench/export_window.py
	$(PY) bench/memory.py
	$(PY) bench/journal.py
	$(PY) bench/validation.py
	QT_QPA_PLATFORM=offscreen $(PY) bench/timeline.py
	$(PY) bench/waveform.py
	QT_QPA_PLATFORM=offscreen $(PY) bench/preview.py
	QT_QPA_PLATFORM=offscreen $(PY) bench/playback.py
	$(PY) bench/window.py
	$(PY) bench/sync.py
	QT_QPA_PLATFORM=offscreen $(PY) bench/synchronizing.py
	$(PY) bench/sandbox.py
	$(PY) bench/uploads.py

# The same calls to the real service and to a local server, with every difference told. Needs INDREAM_API_KEY.
live: $(VENV)/.test
	$(PY) -m tests.live

# The second line needs Xvfb, xdotool and ImageMagick.
screenshots: $(VENV)/.test
	$(PY) docs/screenshots/make.py
	$(PY) -m tests.e2e.cloud_picture docs/screenshots

# A test that takes hours is not stuck.
soak: $(VENV)/.test
	$(PY) -m pytest -m soak -o faulthandler_timeout=5400

bundle: $(VENV)/.bundle
	$(PY) -m PyInstaller --noconfirm --log-level WARN --distpath dist --workpath build/pyinstaller packaging/editor-app.spec

bundle-check: bundle
	$(PY) packaging/check_bundle.py dist/editor-app

clean:
	rm -rf build dist $(VENV) .pytest_cache .ruff_cache .hypothesis

# One stamp per set of packages, so that a second `make` starts at once and a changed pyproject installs anew.
$(VENV)/.made:
	@$(PYTHON) packaging/preflight.py
	@echo "Making $(VENV) …"
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.runtime: $(VENV)/.made pyproject.toml
	@echo "Installing what the program needs into $(VENV) …"
	@$(PIP) --editable .
	@touch $@

$(VENV)/.test: $(VENV)/.runtime
	@echo "Installing what the tests need …"
	@$(PIP) --editable '.[test]'
	@for version in $(CLIENTS); do \
		test -d $(VENV)/indream/$$version/indream || \
		$(PIP) --no-deps --target $(VENV)/indream/$$version indream-client==$$version || exit 1; \
	done
	@test -d $(VENV)/renderingvideo/1.0.2/renderingvideo || \
		$(PIP) --no-deps --target $(VENV)/renderingvideo/1.0.2 renderingvideo==1.0.2
	@touch $@

$(VENV)/.dev: $(VENV)/.test
	@echo "Installing what the checks need …"
	@$(PIP) --editable '.[dev]'
	@touch $@

$(VENV)/.bundle: $(VENV)/.runtime
	@echo "Installing what the bundle needs …"
	@$(PIP) --editable '.[bundle]'
	@touch $@
