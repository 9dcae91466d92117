// What Anthropic's prompt cache would have of a request, as documented: a prefix (tools, then system, then messages) is
// kept for a model at each block that is marked, and found again up to twenty blocks before a mark.
// Source: platform.claude.com/docs/en/build-with-claude/prompt-caching
import { costOfCounts } from "../../src/prices.ts";
import type { MessagesBody } from "./messages-api.ts";

/** Tokens of the input of one request, each in one of these. */
export interface CacheUse {
  input: number;
  write: number;
  read: number;
}

const KEPT_MS = 5 * 60_000;
const LOOKBACK = 20;
/** A shorter prefix is not kept: of the newest models that are documented. */
const LEAST_TOKENS = 1_024;
/** A rule of thumb for English text and code. */
const BYTES_PER_TOKEN = 4;
/** What the host tells of itself in a block that is no part of the prompt. */
const OF_HOST = "x-anthropic-billing-header";

interface Marked {
  cache_control?: unknown;
  text?: string;
}

/** The blocks of a request in the order in which they are cached. */
function blocksOf({ tools = [], system, messages }: MessagesBody): unknown[] {
  // A string is a block of text: the host sends one text in either form.
  const listed = (content: unknown): unknown[] =>
    typeof content === "string"
      ? [{ type: "text", text: content }]
      : Array.isArray(content)
        ? content
        : [];
  return [
    ...tools,
    ...listed(system).filter((block) => !(block as Marked).text?.startsWith(OF_HOST)),
    ...messages.flatMap(({ role, content }) => listed(content).map((block) => ({ role, block }))),
  ];
}

const isMarked = (block: unknown): boolean => {
  const one = block as Marked & { block?: Marked };
  return (one.cache_control ?? one.block?.cache_control) !== undefined;
};

/** The mark is no part of what is kept: it moves on with each request. */
const textOf = (block: unknown): string =>
  JSON.stringify(block, (key, value) =>
    key === "cache_control"
      ? undefined
      : // The order of fields is none of the prompt.
        value !== null && typeof value === "object" && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
        : value,
  );

export class PrefixCache {
  /** By model and hash of a prefix: until when it is kept, in milliseconds. */
  private readonly kept = new Map<string, number>();

  /** Counts a request at this time (in milliseconds), and keeps its marked prefixes. */
  use(body: MessagesBody, at: number): CacheUse {
    const hash = new Bun.CryptoHasher("sha256").update(`${body.model}\0`);
    let bytes = 0;
    const prefixes = blocksOf(body).map((block) => {
      const text = textOf(block);
      bytes += Buffer.byteLength(text);
      return {
        key: hash.update(`${text}\0`).copy().digest("hex"),
        tokens: Math.round(bytes / BYTES_PER_TOKEN),
        marked: isMarked(block),
      };
    });
    const marks = prefixes.flatMap(({ marked, tokens }, at) =>
      marked && tokens >= LEAST_TOKENS ? [at] : [],
    );
    const isKept = (place: number): boolean => (this.kept.get(prefixes[place]!.key) ?? 0) > at;
    const found = marks
      .toReversed()
      .flatMap((mark) =>
        Array.from({ length: Math.min(LOOKBACK, mark) + 1 }, (_, back) => mark - back),
      )
      .find(isKept);
    const read = found === undefined ? 0 : prefixes[found]!.tokens;
    const last = Math.max(read, ...marks.map((mark) => prefixes[mark]!.tokens));
    for (const place of [...marks, ...(found === undefined ? [] : [found])])
      this.kept.set(prefixes[place]!.key, at + KEPT_MS);
    return { input: (prefixes.at(-1)?.tokens ?? 0) - last, write: last - read, read };
  }
}

/** What a request and its answer of so many tokens cost by list price. @throws where the model has none */
export function usdOf(model: string, { input, write, read }: CacheUse, output: number): number {
  const usd = costOfCounts(model, [input, write, read, output]);
  if (usd === null) throw new Error(`${model} has no price`);
  return usd;
}
