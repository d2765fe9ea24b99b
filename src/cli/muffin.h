/*
 * muffin: the verbs of the program, and how they end.
 */
#ifndef CLI_MUFFIN_H
#define CLI_MUFFIN_H

enum status {
	STATUS_OK = 0,
	STATUS_DIFFERENCE = 1,	/* not as expected: a leak, later a mismatch */
	STATUS_UNREADABLE = 2,	/* usage, input or output */
	STATUS_NOT_MODELLED = 3,	/* under --strict */
	STATUS_MISSING = 4	/* what this machine lacks: root, tracefs */
};

/* The verbs: argv[0] is "muffin VERB". */
int explain_main(int argc, char **argv);
int diff_main(int argc, char **argv);
int route_main(int argc, char **argv);
int reasons_main(int argc, char **argv);
int doctor_main(int argc, char **argv);

#endif
