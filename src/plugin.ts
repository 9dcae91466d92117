/** Names by which the host knows this plugin and what it starts. */

/** Also the prefix of its agents and commands. */
export const PLUGIN = "multi-ai";

/** The line by which the main thread starts what the program does itself for a task. */
export const checkCommand = (task: string): string => `${PLUGIN} check ${task}`;

/** How a person types a command, such as `cancel --force`, where a text is read. */
export type Typed = (command: string) => string;

/** In the host: a slash command. */
export const inHost: Typed = (command) => `/${PLUGIN}:${command}`;

let program = PLUGIN;
/** The name by which this process was called, such as `/path/bin/multi-ai`: what is on the PATH of whoever reads is not known. */
export const calledAs = (name: string): void => {
  program = name;
};

/** In a terminal: the program as it was called. */
export const inTerminal: Typed = (command) => `${program} ${command}`;
/** Whether a type of agent, as the host names it, is one of this plugin's. */
export const isOwnAgent = (type: unknown): boolean => typeof type === "string" && type.startsWith(`${PLUGIN}:`);
