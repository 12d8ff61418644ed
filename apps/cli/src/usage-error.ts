/** The command line is wrong: exit 2, the message and the usage, no stack. */
export class UsageError extends Error {}
