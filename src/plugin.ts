/** Names by which the host knows this plugin and what it starts. */

/** Also the prefix of its agents and commands. */
export const PLUGIN = "multi-ai";

/** The line by which the main thread starts what the program does itself for a task. */
export const checkCommand = (task: string): string => `${PLUGIN} check ${task}`;
/** Whether a type of agent, as the host names it, is one of this plugin's. */
export const isOwnAgent = (type: unknown): boolean => typeof type === "string" && type.startsWith(`${PLUGIN}:`);
