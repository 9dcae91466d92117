import { expect, test } from "bun:test";
import fc from "fast-check";
import { makeStamp, readStamp, stripStamp } from "../../src/workflows/contract/stamp.ts";

const stamp = { task: "T7", nonce: "0123456789abcdef" };
const line = makeStamp(stamp);

test.each<[string, string, string]>([
  ["the first line", `${line}\n# a\n`, "# a\n"],
  ["behind blank lines", `\n  \n${line}\n# a`, "# a"],
  ["a byte order mark and carriage returns", `\uFEFF${line}\r\n# a\r\n`, "# a\r\n"],
  ["nothing else", line, ""],
  ["white space around it", `  ${line}  \na`, "a"],
])("is read and taken off: %s", (_name, text, rest) => {
  expect(readStamp(text)).toEqual(stamp);
  expect(stripStamp(text)).toBe(rest);
});

test.each<[string, string]>([
  ["none", "# a"],
  ["nothing", ""],
  ["behind other text", `# a\n${line}`],
  ["in a quote", `> ${line}`],
  ["with text behind it", `${line} # a`],
  ["without a nonce", "<!-- task: T7 -->"],
  ["a short nonce", "<!-- task: T7 nonce: 0123 -->"],
  ["a nonce in capitals", `<!-- task: T7 nonce: ${"A".repeat(16)} -->`],
  ["a task that is none", "<!-- task: seven nonce: 0123456789abcdef -->"],
])("is not there: %s", (_name, text) => {
  expect(readStamp(text)).toBeNull();
  expect(stripStamp(text)).toBe(text);
});

test("any text comes back from behind its stamp", () => {
  fc.assert(
    fc.property(
      fc.string(),
      fc.nat(9_999),
      fc.stringMatching(/^[0-9a-f]{16,64}$/),
      fc.constantFrom("\n", "\r\n"),
      (text, task, nonce, feed) => {
        fc.pre(!(feed === "\n" ? false : text.startsWith("\n")));
        const made = { task: `T${task}`, nonce };
        expect(readStamp(`${makeStamp(made)}${feed}${text}`)).toEqual(made);
        expect(stripStamp(`${makeStamp(made)}${feed}${text}`)).toBe(text);
      },
    ),
  );
});
