# Every command that a developer, a content editor or CI needs. `make help` lists them.

PYTHON ?= python3
VENV ?= .venv
HOST ?= 0
VOICE ?= 0 # 1: with what hears and speaks; tests that need it fail where it is missing
TESTS ?=
SMALLEST := 3.11

voice := $(if $(filter 1,$(VOICE)),$(VENV)/voice.stamp)
bin := $(VENV)/bin
python := $(bin)/python
# Asked for by name, since an environment may come without pip's warnings and prompts.
pip := $(python) -m pip install --disable-pip-version-check --require-hashes --progress-bar on

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

.PHONY: help
help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

# ---------------------------------------------------------------------------------------------------- use it

.PHONY: ask
ask: $(VENV)/run.stamp ## Q="what are symptoms of liver metastasis": one question, answered
	@if [ -z "$$Q" ]; then echo 'Ask something: make ask Q="what are symptoms of liver metastasis"' >&2; exit 2; fi
	@$(python) -m skill ask -- "$$Q"

.PHONY: chat
chat: $(VENV)/run.stamp ## a conversation, one turn a line, beginning with a launch
	@$(python) -m skill chat

.PHONY: simulator
simulator: $(VENV)/run.stamp $(voice) ## a page to ask, hear and see it, and to review its words (VOICE=1: it speaks and listens)
	@$(python) -m skill simulator

.PHONY: serve
serve: $(VENV)/web.stamp ## SKILL_ID=amzn1.ask.skill....: the web endpoint, on this machine (docs/hosting.md)
	@if [ -z "$$SKILL_ID" ]; then echo 'Which skill? make serve SKILL_ID=amzn1.ask.skill....' >&2; exit 2; fi
	@$(python) -m skill serve --skill-id "$$SKILL_ID"

# ---------------------------------------------------------------------------------------------------- change it

.PHONY: test
test: $(VENV)/dev.stamp $(voice) ## everything set up, and the tests (TESTS="-k liver" for some; VOICE=1: those by ear too)
	$(python) -m pytest $(TESTS)

.PHONY: check
check: $(VENV)/dev.stamp $(voice) ## content, skill package, ruff, mypy, tests; with VOICE=1 all that CI runs
	$(python) -m skill check
	$(python) -m skill build --check
	$(python) -m ruff check .
	$(python) -m mypy
	$(python) -m pytest $(TESTS)

.PHONY: build
build: $(VENV)/run.stamp ## interaction_model/ made anew from content/
	$(python) -m skill build

.PHONY: accuracy
accuracy: $(VENV)/run.stamp $(voice) ## how many questions are answered rightly, and how fast (VOICE=1: spoken, and heard)
	@$(python) -m tests.accuracy$(if $(filter 1,$(VOICE)),.voice)

.PHONY: bench
bench: $(VENV)/dev.stamp ## how long a cold start and a question take
	$(python) -m tests.bench

.PHONY: soak
soak: $(VENV)/dev.stamp ## the web endpoint under load, for a while
	$(python) -m tests.soak

.PHONY: package
package: $(VENV)/run.stamp ## the folder that AWS Lambda runs (HOST=1: for this machine, to try it here)
	$(python) tools/package.py $(if $(filter 1,$(HOST)),--host)

.PHONY: build-SkillFunction
build-SkillFunction: $(VENV)/run.stamp # what `sam build` calls
	$(python) tools/package.py --into "$(ARTIFACTS_DIR)"

.PHONY: requirements
requirements: ## the pinned requirements resolved anew from requirements/*.in (needs uv)
	cd requirements && for name in run web voice dev aws; do \
	  uv pip compile --quiet --upgrade --universal --python-version $(SMALLEST) --generate-hashes --no-emit-index-url \
	    --custom-compile-command "make requirements" $$name.in --output-file $$name.txt || exit 1; done

.PHONY: clean
clean: ## what was set up and built, removed
	rm -rf $(VENV) .venv-aws dist .aws-sam .pytest_cache .mypy_cache .ruff_cache .hypothesis

# ---------------------------------------------------------------------------------------------------- set it up
# A stamp is newer than the requirements that it stands for, so nothing is installed twice.

$(VENV)/run.stamp: requirements/run.txt | $(VENV)/made.stamp
	@echo "Setting up what asking needs, once (in $(VENV)) ..."
	@$(pip) --only-binary :all: --requirement $<
	@touch $@

$(VENV)/web.stamp: requirements/web.txt | $(VENV)/run.stamp
	@echo "Setting up what the web endpoint needs, once (in $(VENV)) ..."
	@$(pip) --requirement $<
	@touch $@

$(VENV)/voice.stamp: requirements/voice.txt | $(VENV)/run.stamp
	@echo "Setting up what hearing and speaking needs, about 550 MB, once (in $(VENV)) ..."
	@$(pip) --only-binary :all: --requirement $<
	@touch $@

$(VENV)/dev.stamp: requirements/dev.txt | $(VENV)/run.stamp
	@echo "Setting up what the tests need, once (in $(VENV)) ..."
	@$(pip) --requirement $<
	@touch $@ $(VENV)/web.stamp

$(VENV)/made.stamp:
	@$(PYTHON) -c '' 2>/dev/null || { \
	  echo "There is no '$(PYTHON)' that runs. Install Python $(SMALLEST) or later, or name one: make PYTHON=python3.12 ..." >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < tuple(map(int, "$(SMALLEST)".split("."))))' || { \
	  echo "'$(PYTHON)' is $$($(PYTHON) -V 2>&1), and Python $(SMALLEST) or later is needed." \
	    "Name another: make PYTHON=python3.12 ..." >&2; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { \
	  echo "'$(PYTHON)' lacks the modules venv and ensurepip. On Debian or Ubuntu: apt install python3-venv" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV)
	@touch $@

.PHONY: sam
sam: .venv-aws/made.stamp ## the template judged, and what it names built, by SAM's own tool (needs Python 3.13)
	SAM_CLI_TELEMETRY=0 .venv-aws/bin/sam validate --lint --region us-east-1
	SAM_CLI_TELEMETRY=0 .venv-aws/bin/sam build --region us-east-1

.venv-aws/made.stamp: requirements/aws.txt
	$(PYTHON) -m venv .venv-aws
	.venv-aws/bin/python -m pip install --disable-pip-version-check --require-hashes --no-deps --requirement $<
	@touch $@
