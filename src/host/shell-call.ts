/** What a tool call runs, whatever the tool is called. Loaded by the quick way too: it imports nothing. */

/** Tools of the host that run no command, whatever they are given. */
const NO_SHELL = new Set(
  "Read Grep Glob LS NotebookRead Write Edit MultiEdit NotebookEdit Agent Task SendMessage SubagentHandback AskUserQuestion Skill SlashCommand Workflow WebFetch WebSearch TodoWrite TaskCreate TaskUpdate ScheduleWakeup CronCreate RemoteTrigger".split(
    " ",
  ),
);

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
/** As words of a shell line, where a tool takes a list. */
const words = (value: unknown): string =>
  Array.isArray(value) ? value.map((one) => quoted(String(one))).join(" ") : String(value ?? "");

/**
 * The line of a shell that a call comes to; null: it runs none. Bash is one such tool, Monitor is another, and servers bring
 * more: one that nothing is known of and that is given a command runs it. Code of another language is given to its program.
 */
export function shellLine({ tool, input }: { tool: string; input: Record<string, unknown> }): string | null {
  if (NO_SHELL.has(tool)) return null;
  const { command, cmd, args, code } = input;
  if (tool === "PowerShell") return `pwsh -c ${quoted(words(command).replaceAll("\\", "/"))}`;
  const given = command ?? cmd;
  if (given !== undefined && given !== null) return `${words(given)}${Array.isArray(args) ? ` ${words(args)}` : ""}`;
  if (typeof code === "string") return `node -e ${quoted(code)}`;
  return tool === "Bash" ? "" : null;
}
