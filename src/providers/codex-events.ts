import { fieldsOf, valueIn } from "../store/loose.ts";
import type { AskFailure } from "./failures.ts";
import type { Usage } from "./provider.ts";

/**
 * The text of an error as Codex reports it; a reply of the server comes as raw JSON and is taken
 * apart.
 */
function plainWords(message: string): string {
  const inner = (valueIn(message) as { error?: { message?: unknown } } | null)?.error?.message;
  return typeof inner === "string" && inner !== "" ? inner : message;
}

/** Each row has counts: those of a row without are looked for in the next one. */
const NO_TOKENS = { input_tokens: 0, output_tokens: 0 };

/** Items of a turn that are no calls of tools. */
const WORDS = new Set(["agent_message", "reasoning", "todo_list", "error"]);

/**
 * Collects what the `--json` events say about failure and cost; everything else in them is text of
 * the model.
 */
export class CodexEvents {
  failed: string | undefined;
  lastError: string | undefined;
  private tokens: Omit<Usage, "calls"> | undefined;
  private calls = 0;

  /** `keep`: gets each row of a transcript, as Claude Code writes it; nobody else has to know of two forms. */
  constructor(
    private readonly model = "",
    private readonly keep: (row: string) => void = () => {},
  ) {}

  get usage(): Usage | undefined {
    return this.tokens && { ...this.tokens, calls: this.calls };
  }

  read(line: string): void {
    const event = JSON.parse(line);
    // `error` is also what a retry says ("Reconnecting... 2/5"): only `turn.failed` and the exit
    // code are final.
    if (event.type === "error" && typeof event.message === "string")
      this.lastError = plainWords(event.message);
    if (event.type === "turn.failed")
      this.failed = plainWords(String(event.error?.message ?? "the turn failed"));
    if (event.type === "turn.started") this.row([]);
    if (event.type === "item.completed" && !WORDS.has(event.item?.type)) {
      this.calls += 1;
      this.row([callOf(fieldsOf(event.item))]);
    }
    const {
      input_tokens: input,
      cached_input_tokens: cached,
      output_tokens: output,
    } = (event.type === "turn.completed" && event.usage) || {};
    if (Number.isFinite(input) && Number.isFinite(output))
      this.tokens = {
        input,
        cached: Number.isFinite(cached) ? Math.min(cached, input) : 0,
        output,
      };
  }

  /** Its end, with why it gave no answer where waiting may end that. */
  end(failure: { failure: AskFailure; words: string } | null): void {
    // Codex tells the sum alone, and a price may depend on the length of one request: they count as
    // equally long.
    const requests = this.tokens === undefined ? 0 : this.calls + 1;
    for (let one = 0; one < requests; one++) {
      const share = (sum: number): number =>
        Math.floor((sum * (one + 1)) / requests) - Math.floor((sum * one) / requests);
      const { input, cached, output } = this.tokens!;
      const fresh = share(input - cached);
      this.row([], {
        input_tokens: fresh,
        cache_read_input_tokens: share(cached),
        output_tokens: share(output),
      });
    }
    if (failure !== null)
      this.row([{ type: "text", text: failure.words }], NO_TOKENS, {
        isApiErrorMessage: true,
        error: failure.failure,
      });
  }

  private row(content: object[], usage: object = NO_TOKENS, more: object = {}): void {
    const { model } = this;
    const own = { id: crypto.randomUUID(), model, role: "assistant", content, usage };
    const timestamp = new Date().toISOString();
    this.keep(JSON.stringify({ type: "assistant", timestamp, message: own, ...more }));
  }
}

/** A call of a tool as a block of Claude Code's, for what a person is shown of it. */
function callOf({ id, type, command, changes, query, tool }: Record<string, unknown>): object {
  const [change] = Array.isArray(changes) ? changes.map(fieldsOf) : [];
  const [name, input] =
    type === "command_execution"
      ? ["Bash", { command }]
      : change !== undefined
        ? ["Edit", { file_path: change.path }]
        : [String(tool ?? type), { query }];
  return { type: "tool_use", id, name, input };
}
