ROOT := $(dir $(abspath $(lastword $(MAKEFILE_LIST))))
PY := $(ROOT).venv/bin/python

# `sam build` asks for each function and the layer by name; infra/build.py makes them all.
build-%:
	cd $(ROOT) && $(PY) -m infra.build $* $(ARTIFACTS_DIR)
