// @bun
// src/host/shell-call.ts
var NO_SHELL = new Set("Read Grep Glob LS NotebookRead Write Edit MultiEdit NotebookEdit Agent Task SendMessage SubagentHandback AskUserQuestion Skill SlashCommand Workflow WebFetch WebSearch TodoWrite TaskCreate TaskUpdate ScheduleWakeup CronCreate RemoteTrigger".split(" "));
var quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;
var words = (value) => Array.isArray(value) ? value.map((one) => quoted(String(one))).join(" ") : String(value ?? "");
function shellLine({ tool, input }) {
  if (NO_SHELL.has(tool))
    return null;
  const { command, cmd, args, code } = input;
  if (tool === "PowerShell")
    return `pwsh -c ${quoted(words(command).replaceAll("\\", "/"))}`;
  const given = command ?? cmd;
  if (given !== undefined && given !== null)
    return `${words(given)}${Array.isArray(args) ? ` ${words(args)}` : ""}`;
  if (typeof code === "string")
    return `node -e ${quoted(code)}`;
  return tool === "Bash" ? "" : null;
}

export { shellLine };
