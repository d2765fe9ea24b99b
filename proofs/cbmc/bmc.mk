# The bounded checks: see proofs/cbmc/run.py.  Included by the Makefile.
.PHONY: bmc
bmc: ## bounded model checks: contracts, pools, chains, routes (BMC=NAME: one)
	@sh proofs/tools.sh build/tools cbmc
	@. ./build/tools/env.sh; python3 proofs/cbmc/run.py $(BMC)
