/* gate: no admit, no axiom outside spec/
 * says: case.c:\d+: axiom outside spec/
 * mode: parse */
/*@ axiomatic Wish { axiom wish: \forall integer x; x * x > x; } */
