// A main thread that tries what is not its to do before it does what the directive says.
import type { Reply, ToolResult, Turn } from "../harness/model.ts";
import { directiveCalls, obedientMain } from "../harness/team.ts";

export const call = (name: string, input: Record<string, unknown>) => ({ name, input });
export const agent = (prompt: string, type = "multi-ai:implementer") =>
  call("Agent", { subagent_type: type, description: "A task", prompt });
export const bash = (command: string) => call("Bash", { command, description: "A command" });
export const write = (file_path: string) => call("Write", { file_path, content: "{}" });

/** What is tried in place of what the directive says, and what came of it. */
export interface Attempt {
  reply: Reply;
  results: ToolResult[];
  /** What the host says behind the results: of hooks, what they add for the model. */
  behind: string;
}
export const attempt = (...calls: NonNullable<Reply["calls"]>): Attempt => ({
  reply: { calls },
  results: [],
  behind: "",
});

/**
 * The dispatch that a directive asks for; calls for the host's own task list may stand before it.
 */
export const dispatchOf = (directive: string) =>
  directiveCalls(directive).find((one) => one.name === "Agent");

/**
 * A main thread that tries all of a directive's attempts before it does what the directive says.
 */
export function tempted(attempts: Record<string, Attempt[]>): (turn: Turn) => Reply {
  const left = Object.fromEntries(Object.entries(attempts).map(([id, list]) => [id, [...list]]));
  let directive = "";
  let tried: Attempt | undefined;
  return (turn) => {
    if (tried) Object.assign(tried, { results: turn.toolResults, behind: turn.lastUser });
    // As in the conversation: a denial of the last turn stands before what the notification brings.
    const told = [...turn.toolResults.map((result) => result.text), turn.lastUser].join("\n");
    const at = told.lastIndexOf("[multi-ai ");
    if (at >= 0) directive = told.slice(at);
    const first = dispatchOf(directive);
    const id = String(
      first?.input.prompt ?? (directive.includes("The person decides") ? "ask" : ""),
    );
    tried = left[id]?.shift();
    return tried?.reply ?? obedientMain({ ...turn, lastUser: directive, toolResults: [] });
  };
}

export const errors = ({ results }: Attempt): boolean[] => results.map((result) => result.isError);
export const said = ({ results }: Attempt): string =>
  results.map((result) => result.text).join("\n");
