/**
 * What a tool call runs, whatever the tool is called. Loaded by the quick way too: it imports
 * nothing.
 */

/**
 * The tool by which an agent of auto mode ends: its message goes to the main thread, and nothing
 * keeps the agent after it.
 */
export const HAND_BACK = "SubagentHandback";
export const WRITERS = new Set(["Write", "Edit", "MultiEdit", "NotebookEdit"]);
export const SPAWNERS = new Set(["Agent", "Task", "SendMessage", "Workflow"]);
/** Tools whose prompt comes later as if the person had typed it. */
export const SPEAKS_LATER = new Set(["ScheduleWakeup", "CronCreate", "RemoteTrigger"]);
/** Tools by which a model may bring about a prompt, or a command, at once. */
export const SPEAKS_NOW = new Set(["Skill", "SlashCommand", "SendMessage"]);
/**
 * Tools that speak to what runs beside the main thread, or end it, each with the fields that name
 * whom.
 */
export const SPEAKS_TO_OTHERS = new Set(["SendMessage", "TaskStop", "KillShell", "KillBash"]);
const KNOWN = [
  ...WRITERS,
  ...SPAWNERS,
  ...SPEAKS_LATER,
  ...SPEAKS_NOW,
  HAND_BACK,
  "AskUserQuestion",
];

/** Tools that a rule may concern. Every other tool only reads, unless it runs a command. */
export const CONCERNED = new Set([...KNOWN, ...SPEAKS_TO_OTHERS]);

/** Tools of the host that run no command, whatever they are given. */
const NO_SHELL = new Set([
  ...KNOWN,
  ...[
    "Read",
    "Grep",
    "Glob",
    "LS",
    "NotebookRead",
    "WebFetch",
    "WebSearch",
    "TodoWrite",
    "TaskCreate",
    "TaskUpdate",
  ],
]);

/** Whether a call may have run commands: those of a skill stand in its text. */
export const mayRun = (payload: Parameters<typeof shellLine>[0]): boolean =>
  payload.tool === "Skill" || shellLine(payload) !== null;

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
/** As words of a shell line, where a tool takes a list. */
const words = (value: unknown): string =>
  Array.isArray(value) ? value.map((one) => quoted(String(one))).join(" ") : String(value ?? "");

/**
 * The line of a shell that a call comes to; null: it runs none. Bash is one such tool, Monitor is
 * another, and servers bring more: one that nothing is known of and that is given a command runs
 * it. Code of another language is given to its program.
 */
export function shellLine({
  tool,
  input,
}: {
  tool: string;
  input: Record<string, unknown>;
}): string | null {
  if (NO_SHELL.has(tool)) return null;
  const { command, cmd, args, code } = input;
  if (tool === "PowerShell") return `pwsh -c ${quoted(words(command).replaceAll("\\", "/"))}`;
  const given = command ?? cmd;
  if (given !== undefined && given !== null)
    return `${words(given)}${Array.isArray(args) ? ` ${words(args)}` : ""}`;
  if (typeof code === "string") return `node -e ${quoted(code)}`;
  return tool === "Bash" ? "" : null;
}
