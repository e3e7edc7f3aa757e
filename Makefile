# A Suspected Army: the volume and its tests. `make help` says what there is.
# Any POSIX shell; GNU make 3.81 or newer. How a volume is made, any volume, stands in the file that is included.

PARTS := _config.yml _toc.yml CHANGELOG.md CITATION.cff book data notebooks src
PRESS := src/testimonia/edition/print
LOCK := requirements.txt pyproject.toml
LIBRARY := --no-build-isolation --editable .
OWN = PYTHONPATH="$$PWD/src"
CLOCK := 1795392000
include src/testimonia/edition/fork/template/volume.mk
.PHONY: test check-all bench lock clean

## test: the fast tests (under five minutes), after building the volume where that is due
test: $(READY) $(BUILT)
	@echo "Testing the tables, the library, the essays and the built volume"
	@mkdir -p $(BUILD)/reports
	@$(BIN)/python -m pytest -m "not slow" -n auto --maxprocesses 4 --dist loadfile --junitxml=$(BUILD)/reports/test.xml $(PYTEST)
	@echo "The fast tests passed. Report: $(BUILD)/reports/test.xml"

## check-all: everything: the fast tests, then fresh clones, fresh environments, identical builds
check-all: test
	@echo "Testing what takes longer: fresh clones, fresh environments, builds compared byte by byte"
	@$(BIN)/python -m pytest -m slow -n 2 --dist loadfile --junitxml=$(BUILD)/reports/check-all.xml $(PYTEST)
	@echo "All tests passed. Report: $(BUILD)/reports/check-all.xml"

## bench: cases of a thousand to a million testimonies through every step, as one table (some minutes)
bench: $(READY)
	@$(BIN)/python benchmarks/bench.py $(BENCH)

## lock: work out requirements.txt anew from pyproject.toml; UPGRADE=1 takes the newest versions
lock:
	@echo "Working out exact versions and hashes for every platform from pyproject.toml"
	@$(find-python); \
	test -x $(BUILD)/lock/bin/uv || { "$$python" -m venv --clear $(BUILD)/lock && $(BUILD)/lock/bin/python -m pip install --disable-pip-version-check -qq uv; }
	@cp requirements.txt $(BUILD)/lock/requirements.txt
	@$(BUILD)/lock/bin/uv pip compile pyproject.toml --all-extras --group build --universal --python-version 3.11 \
	  --fork-strategy fewest --generate-hashes --no-header --no-annotate --quiet $(if $(UPGRADE),--upgrade) \
	  --output-file $(BUILD)/lock/requirements.txt
	@{ echo "# Exact versions with hashes for build, tests and notebooks. Made by 'make lock' from pyproject.toml; not edited by hand."; \
	  grep -v '^#' $(BUILD)/lock/requirements.txt; } > requirements.txt
	@$(BUILD)/lock/bin/uv pip compile pyproject.toml --extra book --extra notebooks --group fork --universal --python-version 3.11 \
	  --fork-strategy fewest --generate-hashes --no-header --no-annotate --quiet --constraint requirements.txt \
	  --output-file $(BUILD)/lock/fork.txt
	@{ echo "# Exact versions with hashes, as far as a book of this kind needs them. Replace it by the file of a newer testimonia; not edited by hand."; \
	  grep -v '^#' $(BUILD)/lock/fork.txt; } > src/testimonia/edition/fork/template/requirements.txt
	@echo "The lock: requirements.txt (the next target brings $(VENV) up to it)"

## clean: remove what was built (_build); .venv stays
clean:
	@rm -rf $(BUILD) .pytest_cache .hypothesis dist
	@echo "Removed $(BUILD). The environment $(VENV) stays; remove it by hand to start from nothing."
