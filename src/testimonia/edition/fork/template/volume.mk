# What every volume is made by, whatever its case. The Makefile that includes this says beforehand:
#   PARTS    the files and folders that a volume is made from
#   PRESS    what the PDF is made by, beside the pages
#   LOCK     what the environment is set up from
#   LIBRARY  what pip is told to install of testimonia, with its options
#   OWN      settings with which a version of the past finds its own library; empty where all share one
#   CLOCK    the time of a volume without commits, in seconds since 1970

SHELL := /bin/sh
MAKEFLAGS += --no-builtin-rules
.SUFFIXES:
.DEFAULT_GOAL := help
.PHONY: book html pdf pango check diff sealed site setup help FORCE

VENV ?= .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
BUILD := _build
HTML := $(BUILD)/html/index.html
PDF := $(BUILD)/.pdf-built
BUILT := $(BUILD)/.html-built
PYTEST ?=

# A commit counts, since the colophon names it; so does a remote, to which buttons lead.
SOURCES := $(sort $(shell find $(PARTS) \
  -name '.*' -prune -o -name __pycache__ -prune -o -name _build -prune -o -type f -print 2>/dev/null))
COMMIT := $(wildcard .git/logs/HEAD .git/config)

# The same sources give the same bytes: the volume's clock is that of the last commit.
ifndef SOURCE_DATE_EPOCH
SOURCE_DATE_EPOCH := $(shell git log -1 --format=%ct 2>/dev/null || echo $(CLOCK))
endif
export SOURCE_DATE_EPOCH
build-env := TZ=UTC PYTHONHASHSEED=0 PYTHONUNBUFFERED=1

# Shell: leave in $python a Python 3.11 or newer that can make virtual environments, or say what to install.
define find-python
python=; \
for name in $(or $(PYTHON),python3.11 python3.12 python3.13 python3 python); do \
  if "$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then python=$$name; break; fi; \
done; \
if [ -z "$$python" ]; then \
  echo "No Python 3.11 or newer was found$(if $(PYTHON), under the name $(PYTHON)). Install one (Debian, Ubuntu: apt install python3 python3-venv;" >&2; \
  echo "macOS: brew install python@3.12) or name it: make $(or $(MAKECMDGOALS),book) PYTHON=/path/to/python3" >&2; exit 1; \
fi; \
if ! "$$python" -c 'import venv, ensurepip' >/dev/null 2>&1; then \
  echo "$$python cannot make virtual environments: a package is missing. Debian, Ubuntu: apt install python3-venv" >&2; exit 1; \
fi
endef

# mawk, the awk of Debian, hands lines on as they come only when asked to.
awk := awk $(if $(findstring mawk,$(shell awk -W version 2>&1 </dev/null)),-W interactive)

# Shell: run a command, keep all it says in a log, show what the awk rules let through, fail if it fails.
# $(1) the command, $(2) awk rules, $(3) the log, $(4) what to say when it fails
calmly = { $(1) 2>&1; echo "exit status $$?"; } | $(awk) '\
  /^exit status [0-9]+$$/ { status = $$3; next } \
  { gsub(/\033\[[0-9;]*m/, ""); print > "$(3)" } \
  $(2) \
  END { if (status) { print "$(4) All it said is in $(3)"; exit 1 } }'

install-rules = \
  /^(Collecting|Processing) / { if (++n % 40 == 0) { print "  " n " packages"; fflush() } next } \
  /^Installing collected/ { print "  installing" (n ? " " n " packages" : ""); fflush(); next } \
  /^ *(ERROR|error):?/ { print; fflush(); more = 6; next } \
  more-- > 0 { print }

# Progress, and whatever is not known to be idle talk: a warning or a failed statement always shows,
# and of an essay that stopped, the last lines of its traceback.
build-rules = \
  /^reading sources\.\.\. *\[/ { sub(/.*\] */, ""); print "  reading " $$0; fflush(); next } \
  /^writing output\.\.\. *\[/ { if (!writing++) { print "  writing the pages"; fflush() } next } \
  /traceback saved in: / { sub(/.*saved in: /, ""); sub(/ \[mystnb.*/, ""); \
    while ((getline line < $$0) > 0) if (gsub(/\033\[[0-9;]*m/, "", line) + 1 && line !~ /^ *$$/) { third = second; second = last; last = line } \
    print "    " third "\n    " second "\n    " last; fflush(); next } \
  /^ *$$|^=+$$|^Running (Sphinx|Jupyter-Book)|^(Source Folder|Config Path|Output Path):|^(loading|making|building|updating|reading|looking for|pickling|checking|preparing|generating|writing|copying|highlighting|dumping) ?/ { next } \
  /^(myst|myst-nb|sphinx-multitoc-numbering) v|^Using jupyter-cache|: (Executing notebook using|Executed notebook in|Cached executed|Using cached) |^no targets|^build (succeeded|finished)|^\[etoc\]|TCP without encryption/ { next } \
  /^parsing bibtex file |^The HTML pages are in|^Finished generating|^Your book|^You can look at your book|^Or paste|^ *_build\/html|file:\/\/|^Building your book, returns/ { next } \
  { print; fflush() }

## book: the whole volume: the HTML pages in _build/html, then the PDF in _build/pdf
book: html
	@$(MAKE) --no-print-directory pdf PANGO=install

# The PDF needs Pango. `make book` as root on Debian or Ubuntu installs it; elsewhere it says what to install.
pango-packages := libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
pango: $(READY)
	@$(BIN)/python -c 'import weasyprint' >/dev/null 2>&1 && exit 0; \
	if [ "$(PANGO)" = install ] && [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then \
	  echo "Installing Pango for the PDF: $(pango-packages)"; \
	  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $(pango-packages); } >$(BUILD)/pango.log 2>&1 \
	    || { echo "Pango could not be installed: all that was said is in $(BUILD)/pango.log"; exit 1; }; \
	fi

## pdf: the PDF alone, in _build/pdf, from HTML pages that have been built
pdf: pango
	@test -f $(HTML) || { echo "There are no HTML pages to print: run \`make book\`."; exit 1; }
	@if [ -f $(PDF) ] && [ $(PDF) -nt $(BUILT) ] && [ -z "$$(find $(PRESS) _config.yml _toc.yml -newer $(PDF) -type f ! -name '*.pyc' 2>/dev/null)" ] && ls $(BUILD)/pdf/*.pdf >/dev/null 2>&1; then \
	  echo "The printed volume: $$(ls $(BUILD)/pdf/*.pdf) (nothing has changed since it was made)"; \
	else \
	  echo "Making the PDF from the HTML pages (a minute or two)"; \
	  touch $(PDF).new; $(build-env) $(BIN)/python -m testimonia.cli build --pdf . && mv $(PDF).new $(PDF); \
	fi

## html: the HTML volume, in _build/html; nothing to do if nothing changed
html: $(BUILT)
	@$(if $(built-now),,echo "Nothing has changed since the last build.")
	@echo "The HTML volume: $(HTML)"

$(BUILT): $(READY) $(SOURCES) $(COMMIT) $(BUILD)/.sources $(if $(wildcard $(HTML)),,FORCE)
	$(eval built-now := yes)
	@echo "Building the HTML volume from the essays and the tables (a minute or two the first time)"
	@rm -f $@; touch $@.new
	@$(call calmly,$(build-env) $(BIN)/jupyter-book build . --warningiserror --keep-going,$(build-rules),$(BUILD)/html.log,The HTML volume was not built: the reason stands above.) \
	  || { rm -rf $(BUILD)/.doctrees; exit 1; }    # or Sphinx would forget this warning and the next build pass
	@mv $@.new $@    # dated from the start, so that what was saved meanwhile is built next time

# When a file is added, renamed or removed, pages are written anew, so that none outlives its source.
$(BUILD)/.sources: FORCE
	@mkdir -p $(BUILD)
	@printf '%s\n' $(SOURCES) > $@.new
	@if cmp -s $@.new $@; then rm $@.new; else rm -rf $(BUILD)/html $(BUILD)/.doctrees; mv $@.new $@; fi

## check: what is wrong with the tables, and what is still to be filled in
check: $(READY)
	@$(BIN)/testimonia check data

## diff: what was changed since the last commit, and what it did to the volume; SINCE=v1.0 names another version
SINCE ?= HEAD
diff: $(READY)
	@commit=$$(git rev-parse --verify --quiet "$(SINCE)^{commit}" 2>/dev/null) || { echo "There is no version $(SINCE) here: commit your work with git first, or name a commit or a tag, as in make diff SINCE=HEAD~1"; exit 1; }; \
	base=$(BUILD)/since/$$commit; \
	if [ ! -f $$base/$(HTML) ]; then \
	  echo "Building the volume as of $(SINCE), once"; \
	  rm -rf $$base && mkdir -p $$base && git archive $$commit | tar -x -C $$base && \
	  { test ! -d $(BUILD)/.jupyter_cache || { mkdir -p $$base/$(BUILD) && cp -R $(BUILD)/.jupyter_cache $$base/$(BUILD)/; }; } && \
	  ( cd $$base && $(build-env) $(OWN) $(abspath $(BIN))/jupyter-book build . ) >$(BUILD)/since.log 2>&1 \
	    || { rm -rf $$base; echo "That version could not be built. All it said is in $(BUILD)/since.log"; exit 1; }; \
	fi; \
	$(MAKE) --no-print-directory html || echo "The volume as it stands is compared all the same."; \
	$(BIN)/testimonia diff $$base . --page $(BUILD)/diff.html && echo && echo "The same as a page: $(BUILD)/diff.html"

## sealed: the whole edition in one zip, in _build/sealed: pages, PDF, tables, executed essays, lock file, checksums
sealed: book
	@$(BIN)/testimonia export . --sealed --out $(BUILD)/sealed/

## site: the built pages as one edition among others, in the folder site; EDITION=v1.0 names it (latest)
EDITION ?= latest
site: $(READY)
	@$(BIN)/testimonia publish site --edition "$(EDITION)"

## setup: the Python environment in .venv, at the versions of requirements.txt (the other targets see to it)
setup: $(READY)
	@echo "The environment: $(VENV)"

$(READY): $(LOCK)
	@$(find-python); \
	echo "Setting up $(VENV) with $$("$$python" --version), at the versions of requirements.txt (once; a minute or two)"; \
	$(BIN)/python -c 'import pip' >/dev/null 2>&1 || "$$python" -m venv --clear $(VENV)
	@$(call calmly,$(BIN)/python -m pip install --disable-pip-version-check --no-input --progress-bar off --require-hashes --requirement requirements.txt,$(install-rules),$(VENV)/setup.log,The packages could not be installed.)
	@$(BIN)/python -m pip install --disable-pip-version-check --no-input --quiet --no-deps $(LIBRARY)
	@touch $@
	@echo "The environment is ready: $(VENV)"

## help: this list
help:
	@echo "make book and make test are all most readers need. The first run sets up .venv by itself."
	@awk '/^## [a-z-]+: / { name = $$2; sub(/:$$/, "", name); sub(/^## [a-z-]+: /, ""); printf "  make %-10s %s\n", name, $$0 }' $(filter %volume.mk,$(MAKEFILE_LIST)) $(filter-out %volume.mk,$(MAKEFILE_LIST))
