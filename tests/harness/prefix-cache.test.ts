// The model of the prompt cache counts as its documentation says.
import { expect, test } from "bun:test";
import type { MessagesBody } from "./messages-api.ts";
import { type CacheUse, PrefixCache } from "./prefix-cache.ts";

const MARK = { cache_control: { type: "ephemeral" } };
/** Some so many tokens of text. */
const long = (name: string, tokens = 2_000): string => name.padEnd(4 * tokens, ".");
const text = (words: string, mark: object = {}) => ({ type: "text", text: words, ...mark });
/** A request with a marked system text, and a mark at the last of its blocks. */
const body = (system: string, ...said: string[]): MessagesBody => ({
  model: "claude-opus-5-5",
  system: [text("x-anthropic-billing-header: v1"), text(system, MARK)],
  messages: said.map((words, at) => ({
    role: at % 2 === 0 ? ("user" as const) : ("assistant" as const),
    content: at === said.length - 1 ? [text(words, MARK)] : words,
  })),
});
/** In whole thousands of tokens. */
const rounded = ({ input, write, read }: CacheUse): number[] =>
  [input, write, read].map((one) => Math.round(one / 1_000));

test("what was sent within five minutes is read, and what follows it is written", () => {
  const cache = new PrefixCache();
  const first = body(long("s"), long("a"));
  const second = body(long("s"), long("a"), long("b"), long("c"));
  expect(rounded(cache.use(first, 0))).toEqual([0, 4, 0]);
  expect(rounded(cache.use(second, 299_000))).toEqual([0, 4, 4]);
  // Each use keeps it for as long again.
  expect(rounded(cache.use(second, 598_000))).toEqual([0, 0, 8]);
  expect(rounded(cache.use(second, 898_000))).toEqual([0, 8, 0]);
});

test("another model, another system text or another tool shares nothing", () => {
  const cache = new PrefixCache();
  cache.use(body(long("s"), long("a")), 0);
  for (const other of [
    { ...body(long("s"), long("a")), model: "claude-sonnet-5-5" },
    body(long("t"), long("a")),
    { ...body(long("s"), long("a")), tools: [{ name: "Read" }] },
  ])
    expect(rounded(cache.use(other, 1))).toEqual([0, 4, 0]);
});

test("a system text that is shared is read where the conversation is another one", () => {
  const cache = new PrefixCache();
  cache.use(body(long("s"), long("a")), 0);
  expect(rounded(cache.use(body(long("s"), long("b")), 1))).toEqual([0, 2, 2]);
});

test("a prefix below the least length is not kept", () => {
  const cache = new PrefixCache();
  const short = body("s", long("a", 900));
  for (const at of [0, 1]) expect(rounded(cache.use(short, at))).toEqual([1, 0, 0]);
});

test("what is more than twenty blocks before a mark is not found", () => {
  const cache = new PrefixCache();
  const said = (count: number): string[] => Array.from({ length: count }, (_, at) => long(`${at}`));
  cache.use(body(long("s"), ...said(1)), 0);
  expect(rounded(cache.use(body(long("s"), ...said(21)), 1)).at(-1)).toBe(4);
  const other = new PrefixCache();
  other.use(body(long("s"), ...said(1)), 0);
  // The mark of the system text is still found.
  expect(rounded(other.use(body(long("s"), ...said(23)), 1)).at(-1)).toBe(2);
});
