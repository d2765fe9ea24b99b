/* gate: every core source in a unit
 * says: src/core/other.c: in no unit of units.tsv
 * mode: parse */
//// src/core/other.c
/* nobody proves this */
