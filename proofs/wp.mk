# The proofs: see proofs/README.md.  Included by the Makefile, run from the top.
TOOLS ?= build/tools
PROVE = if [ -e $(TOOLS)/env.sh ]; then . ./$(TOOLS)/env.sh; fi; python3 proofs/prove.py

.PHONY: prove-tools prove-base parse prove prove-replay prove-cold prove-smoke prove-negative prove-mutants prove-floors
prove-tools:
	@sh proofs/tools.sh $(TOOLS) frama-c-base why3 z3 cvc4 alt-ergo
prove-base:
	@sh proofs/tools.sh $(TOOLS) frama-c-base why3
parse: prove-base ## Frama-C's front end and the layout rules over every unit
	@$(PROVE) parse
prove: prove-tools ## prove every goal: the cache first, provers for the rest
	@$(PROVE) prove
prove-%: prove-tools ## prove one unit, / written - (FCT=f,g: these functions only)
	@$(PROVE) prove $* $(if $(FCT),--fct $(FCT)) $(if $(TIMEOUT),--timeout $(TIMEOUT))
prove-replay: prove-base ## check every goal against the cache; no prover needed
	@$(PROVE) replay
prove-cold: prove-tools ## prove every goal from nothing; writes proofs/cold.json
	@$(PROVE) cold
prove-smoke: prove-tools ## look for contradictory contracts and dead code
	@$(PROVE) smoke
prove-negative: prove-tools ## what the gates must refuse, they refuse
	@$(PROVE:prove.py=negative/run.py)
prove-mutants: $(if $(MUTANT_TESTS),,prove-tools) ## wrong comparisons break a proof or a test (MUTANT=NAME, MUTANT_TESTS=1: tests alone)
	@sh tests/install.sh test
	@$(PROVE:prove.py=mutants.py) $(if $(MUTANT_TESTS),--tests) $(MUTANT)
prove-floors: ## set the floors of units.tsv to the goals of claims.json
	@$(PROVE) floors
