const hourMs = 3_600_000;

/** security.md, "Sessions": without a request for 8 h, or 12 h after sign-in, a session is over. */
export const idleMs = 8 * hourMs;
export const absoluteMs = 12 * hourMs;
/** The row's lastSeenAt is written at most this often. */
export const seenEveryMs = 60_000;
