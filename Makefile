# From nothing but python3 (3.11 or later) and make: `make run`, `make test`. `make help` lists all.
ROOT := $(dir $(abspath $(lastword $(MAKEFILE_LIST))))
VENV := $(ROOT).venv
PY := $(VENV)/bin/python
PYTHON ?= python3
PORT ?= 4566
SIZE ?= full
SAMPLE ?= 150
PATHS ?= functions shared $(wildcard infra/policy*)
UV := $(PY) -m uv
CODE := functions shared infra tests bench
export SAM_CLI_TELEMETRY := 0
export AWS_DEFAULT_REGION ?= us-east-1

.DEFAULT_GOAL := help
.PHONY: help setup run test demo check bench mutants build assets clean requirements \
	check-format check-lint check-types check-template check-sam check-sam-lint

help:  ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-13s%s\n", $$1, $$2}' $(ROOT)Makefile

# ------------------------------------------------------------------------------ Set up

setup: $(VENV)/ready-to-test  ## virtual environment with pinned packages; quick when nothing changed

$(VENV)/created: requirements-setup.txt
	$(PYTHON) -c 'import sys; sys.exit("Redress needs Python 3.11 or later" if sys.version_info < (3, 11) else 0)'
	@$(PYTHON) -c 'import ensurepip' || { echo "Python's venv is missing: on Debian and Ubuntu it is the package python3-venv"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-setup.txt
	touch $@

# What `make run` needs; the SAM CLI and the test tools take as long again.
$(VENV)/ready-to-run: $(VENV)/created requirements.txt
	$(UV) pip install --quiet --python $(PY) --require-hashes -r requirements.txt
	printf '#!%s\nimport sys\nsys.path.insert(0, "%s")\nfrom infra.cli import main\nmain()\n' \
		$(PY) $(patsubst %/,%,$(ROOT)) > $(VENV)/bin/redress
	chmod +x $(VENV)/bin/redress
	touch $@

$(VENV)/ready-to-test: $(VENV)/ready-to-run requirements-dev.txt
	$(UV) pip install --quiet --python $(PY) --require-hashes -r requirements-dev.txt
	touch $@

# ------------------------------------------------------------------------------ Use

run: $(VENV)/ready-to-run  ## the whole service on this machine, until Ctrl-C; its state is kept
	$(VENV)/bin/redress local up --port $(PORT)

demo: $(VENV)/ready-to-run  ## a hundred real complaints through a local cloud; 0 if all agree
	$(PY) -m infra.local.demo

$(VENV)/ready-to-bench: $(VENV)/ready-to-test bench/requirements.txt
	$(UV) pip install --quiet --python $(PY) --require-hashes -r bench/requirements.txt
	touch $@

bench: $(VENV)/ready-to-bench  ## the benchmarks: tables, and bench/results.json; SIZE=smoke: each once, in little
	$(PY) -m bench --size $(SIZE)

# ------------------------------------------------------------------------------ Prove

test: setup  ## every test that CI runs
	$(PY) -m pytest -n 2 --dist loadfile

mutants: setup  ## small mistakes in the code that no test notices; SAMPLE=150 SEED=… PATHS="shared/domain …"
	$(PY) -m tests.mutation --sample $(SAMPLE) $(if $(SEED),--seed $(SEED)) $(PATHS)

check: setup  ## formatting, types, static and template gates
	$(MAKE) --no-print-directory -j 2 -k check-types check-sam-lint check-template check-sam \
		check-format check-lint

check-format:
	$(VENV)/bin/ruff format --check $(CODE)

check-lint:
	$(VENV)/bin/ruff check $(CODE)

check-types:
	$(VENV)/bin/mypy $(CODE)

check-template:
	$(VENV)/bin/cfn-lint

check-sam:
	$(VENV)/bin/sam validate

check-sam-lint:
	$(VENV)/bin/sam validate --lint

# ------------------------------------------------------------------------------ Build

build: setup  ## what `sam deploy` deploys
	$(VENV)/bin/sam build

assets:  ## style sheets and script of the pages, after a change to their sources; needs Node
	$(PY) -m infra.pages.assets

# `sam build` asks for each function and the layer by its name in template.yaml.
build-%:
	cd $(ROOT) && $(PY) -m infra.packaging.build $* "$(ARTIFACTS_DIR)"

requirements: setup  ## compile the pins again after a change to a requirements .in file
	$(call compile,--no-deps shared/requirements.in,shared/requirements.txt)
	$(call compile,--no-deps functions/evidence/requirements.in,functions/evidence/requirements.txt)
	$(call compile,--no-deps functions/intake/requirements.in,functions/intake/requirements.txt)
	$(call compile,requirements-setup.in,requirements-setup.txt)
	$(call compile,requirements.in,requirements.txt)
	$(call compile,-c requirements.txt requirements-dev.in,requirements-dev.txt)
	$(call compile,-c requirements-dev.txt bench/requirements.in,bench/requirements.txt)

compile = $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
	--no-annotate --no-emit-index-url --no-emit-find-links $(1) -o $(2)

clean:  ## forget what was built; the virtual environment and local clouds stay
	rm -rf $(ROOT)build $(ROOT).aws-sam $(ROOT).redress/build
	find $(ROOT) -name __pycache__ -not -path '$(VENV)/*' -prune -exec rm -rf {} +
