/** Names by which the host knows this plugin and what it starts. */

/** Also the prefix of its agents and commands. */
export const PLUGIN = "multi-ai";

/** The line by which the main thread starts what the program does itself for a task. */
export const checkCommand = (task: string): string => `${PLUGIN} check ${task}`;
/** That line as the main thread calls it; its group is the task. */
export const CHECK_COMMAND = /^\s*multi-ai check (T\d{1,4})\s*$/;
