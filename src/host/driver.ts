/**
 * How `multi-ai run` names what it starts, which ends with it: by `runProcess`, also where the
 * driver is killed.
 */

/**
 * Names the call of a task that a driver carries out to the host or check that it starts for that,
 * and so to all that these start: whatever of it is left can be found.
 */
export const CALL = "MULTI_AI_CALL";

const OF_DRIVER = "direct-";

/** The call by which a driver starts a task, for an agent with this session. */
export const directCall = (session: string): string => `${OF_DRIVER}${session}`;

export const isDirectCall = (call: string): boolean => call.startsWith(OF_DRIVER);
