// A spec says in its own head when it runs, and which of its tests `npm test` has.
import { expect, test } from "bun:test";
import { join } from "node:path";

// Plain JavaScript, because Node runs it before there is Bun.
const { whenRun } = await import(join(import.meta.dir, "when.mjs"));

const CODE = 'import "bun:test";\n// Runs: first.\n';

test.each([
  ["nothing", "// About it.\n", [], null],
  ["words", "// About it.\n// Runs: in full only, first.\n", ["in full only", "first"], null],
  ["all as on macOS", "// Runs: first.\n// As on macOS: all\n", ["first"], "."],
  ["some as on macOS", "// As on macOS: ^a\n// As on macOS: b$\n", [], "(?:^a)|(?:b$)"],
  ["nothing elsewhere", "// Runs: as on macOS only.\n", ["as on macOS only"], "."],
])("a head with %s", (_, head, words, mac) => {
  expect(whenRun(head + CODE, "a.test.ts")).toEqual({ words, part: null, mac, macInFull: null });
});

test("a part of it runs as on macOS in full alone", () => {
  const head = "// As on macOS in full: ^a\n// As on macOS: b$\n";
  expect(whenRun(head + CODE, "a.test.ts")).toMatchObject({ mac: "(?:b$)", macInFull: "(?:^a)" });
});

const NAMES = ["folders: a link", "folders: by name", "files: by name", "files: a link"];
test.each([
  ["In npm test: ^folders\\b", "In npm test: a link$", [0, 1, 3]],
  ["Not in npm test: ^files", "Not in npm test: a link$", [1]],
  ["In npm test: ^folders", "Not in npm test: link", [1]],
])("a part of its tests: %s, %s", (one, two, inPart) => {
  const { part } = whenRun(`// ${one}\n// ${two}\n${CODE}`, "a.test.ts");
  expect(NAMES.filter((name) => new RegExp(part!).test(name))).toEqual(
    inPart.map((at) => NAMES[at]!),
  );
});

test("a word that means nothing is told, with the words that are known", () => {
  expect(() => whenRun("// Runs: in ful only.\n", "a.test.ts")).toThrow(
    /^a\.test\.ts: .*"in ful only", expected one of: in full only, .* Fix its head\.$/,
  );
});
