import { attempt } from "../process/attempt.ts";
import { fieldsOf, valueIn } from "../store/json/fields.ts";
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

type Tokens = Omit<Usage, "calls">;

/** What Codex says that requests took; undefined: nothing. */
function tokensOf(counts: unknown): Tokens | undefined {
  const {
    input_tokens: input,
    cached_input_tokens: cached,
    output_tokens: output,
  } = fieldsOf(counts) as Record<string, number>;
  return Number.isFinite(input) && Number.isFinite(output)
    ? {
        input: input!,
        cached: Number.isFinite(cached) ? Math.min(cached!, input!) : 0,
        output: output!,
      }
    : undefined;
}

/** The file in which Codex keeps a session has a row for each request, which its events have not. */
class Session {
  private read = 0;
  private path: string | undefined;

  constructor(
    private readonly home: string,
    private readonly thread: string,
  ) {}

  /** What each request took that has ended since the last look. */
  requests(): Tokens[] {
    const files = new Bun.Glob(`sessions/**/*${this.thread}.jsonl`);
    this.path ??= attempt(() => [...files.scanSync({ cwd: this.home, absolute: true })], [])[0];
    const { path } = this;
    if (path === undefined) return [];
    const bytes = attempt(() => Buffer.from(Bun.mmap(path).subarray(this.read)), Buffer.alloc(0));
    const whole = bytes.subarray(0, bytes.lastIndexOf("\n") + 1);
    this.read += whole.length;
    return whole
      .toString()
      .split("\n")
      .filter((row) => row.includes('"type":"token_usage_record"'))
      .flatMap((row) => tokensOf(fieldsOf(fieldsOf(valueIn(row)).payload).usage) ?? []);
  }
}

/** Items of a turn that are no calls of tools. */
const WORDS = new Set(["agent_message", "reasoning", "todo_list", "error"]);

/**
 * Collects what the `--json` events say about failure and cost; everything else in them is text of
 * the model.
 */
export class CodexEvents {
  failed: string | undefined;
  lastError: string | undefined;
  private tokens: Tokens | undefined;
  private calls = 0;
  private session: Session | undefined;
  private isCounted = false;

  /**
   * `keep`: gets each row of a transcript, as Claude Code writes it; nobody else has to know of two
   * forms. `home`: where Codex keeps its sessions; empty: it keeps none.
   */
  constructor(
    private readonly model = "",
    private readonly keep: (row: string) => void = () => {},
    private readonly home = "",
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
    if (event.type === "thread.started" && this.home !== "")
      this.session = new Session(this.home, String(event.thread_id));
    if (event.type === "turn.started") this.row([]);
    if (event.type === "item.completed" && !WORDS.has(event.item?.type)) {
      this.calls += 1;
      this.row([callOf(fieldsOf(event.item))]);
    }
    if (event.type === "turn.completed") this.tokens = tokensOf(event.usage);
    this.count();
  }

  /** Its end, with why it gave no answer where waiting may end that. */
  end(failure: { failure: AskFailure; words: string } | null): void {
    this.count();
    // A Codex whose session is kept in another way: its events tell the sum.
    if (!this.isCounted && this.tokens !== undefined) this.took(this.tokens);
    if (failure !== null)
      this.row([{ type: "text", text: failure.words }], NO_TOKENS, {
        isApiErrorMessage: true,
        error: failure.failure,
      });
  }

  private count(): void {
    for (const one of this.session?.requests() ?? []) this.took(one);
  }

  private took({ input, cached, output }: Tokens): void {
    this.isCounted = true;
    this.row([], {
      input_tokens: input - cached,
      cache_read_input_tokens: cached,
      output_tokens: output,
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
