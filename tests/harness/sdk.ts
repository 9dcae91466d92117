// A person at an app that opens Claude Code by the Agent SDK, as VS Code's extension and the
// desktop app do: what it shows, what is typed into it, and its dialogs.
import { query, type SDKMessage, type SDKUserMessage } from "@anthropic-ai/claude-agent-sdk";
import { patient } from "./patience.ts";
import { onCleanup } from "./project.ts";
import { claudePath, makeSandbox, type SandboxOptions } from "./sandbox.ts";

type Input = Record<string, unknown>;
export interface Asked {
  question: string;
  options: { label: string }[];
}

export interface AppOptions extends SandboxOptions {
  /** What the app calls itself, in CLAUDE_CODE_ENTRYPOINT. */
  entryPoint: string;
  /** The answer to a question of a dialog; null leaves it. Undefined: the app has no dialogs. */
  answer?: (asked: Asked) => string | null;
}

export interface App {
  home: string;
  /** All that the host has sent, in its order. */
  messages: SDKMessage[];
  tools(): string[];
  /** What the app has for the person to read, in its order. */
  shown(): string[];
  submit(text: string): void;
  /** Resolves when something that is shown matches, with all of it; rejects after a time. */
  waitFor(what: RegExp): Promise<string>;
  close(): void;
}

/** The words of a message that stand on a screen. */
function shownOf(message: SDKMessage): string[] {
  if (message.type === "assistant" && message.parent_tool_use_id === null)
    return (message.message.content as { type: string; text?: string }[]).flatMap((block) =>
      block.type === "text" && block.text ? [block.text] : [],
    );
  if (message.type === "system" && "content" in message) return [String(message.content)];
  return [];
}

/** Opens Claude Code in an app, without a prompt. */
export function openApp({ entryPoint, answer, ...options }: AppOptions): App {
  const { home, env } = makeSandbox({
    ...options,
    env: { CLAUDE_CODE_ENTRYPOINT: entryPoint, ...options.env },
  });
  const typed: SDKUserMessage[] = [];
  let wake = (): void => {};
  let isClosed = false;
  async function* prompts(): AsyncGenerator<SDKUserMessage> {
    while (!isClosed) {
      const next = typed.shift();
      if (next !== undefined) yield next;
      else
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
    }
  }
  const canUseTool = (tool: string, input: Input) => {
    const answers: Record<string, string> = {};
    for (const asked of tool === "AskUserQuestion" ? (input.questions as Asked[]) : []) {
      const said = answer!(asked);
      if (said === null)
        return { behavior: "deny" as const, message: "The person left the dialog" };
      answers[asked.question] = said;
    }
    const updatedInput = tool === "AskUserQuestion" ? { ...input, answers } : input;
    return { behavior: "allow" as const, updatedInput };
  };
  const session = query({
    prompt: prompts(),
    options: {
      cwd: options.project,
      env,
      pathToClaudeCodeExecutable: claudePath(options.version),
      plugins: [options.plugin ?? []].flat().map((path) => ({ type: "local" as const, path })),
      permissionMode: options.permissionMode ?? "acceptEdits",
      settingSources: ["user", "project", "local"],
      allowedTools: ["Bash(bun test:*)"],
      ...(answer === undefined
        ? {}
        : { canUseTool: async (tool: string, input: Input) => canUseTool(tool, input) }),
    },
  });
  const messages: SDKMessage[] = [];
  let problem = "";
  (async () => {
    for await (const message of session) messages.push(message);
  })().catch((error: Error) => {
    problem = error.message;
  });
  const close = (): void => {
    isClosed = true;
    wake();
    session.close();
  };
  onCleanup(close);
  const shown = (): string[] => messages.flatMap(shownOf);
  return {
    home,
    messages,
    shown,
    close,
    tools: () => messages.flatMap((one) => ("tools" in one ? (one.tools as string[]) : [])),
    submit(text) {
      typed.push({
        type: "user",
        message: { role: "user", content: text },
        parent_tool_use_id: null,
        session_id: "",
      } as SDKUserMessage);
      wake();
    },
    async waitFor(what) {
      const end = Date.now() + patient(60_000);
      for (;;) {
        const text = shown().join("\n");
        if (what.test(text)) return text;
        if (Date.now() > end || problem !== "")
          throw new Error(`${what} was not shown: ${problem}\n${text}`);
        await Bun.sleep(50);
      }
    },
  };
}
