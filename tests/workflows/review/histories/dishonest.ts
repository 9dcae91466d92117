// Histories that should bring the person in: a finding that its reviewer closed comes back.
import type { History } from "./history.ts";
import { CSS, GO, MD, PY, RS, SH, SQL, TEST, TS, YAML } from "./texts.ts";

const again = (name: string, rest: Omit<History, "name">): History => ({ name, ...rest });

const ENTRIES = "src/entries.ts";

export const DISHONEST: History[] = [
  again("word for word", {
    file: ENTRIES,
    text: TS,
    fixed: [["const lines = text.split", "const lines = text.trim().split"]],
    earlier: {
      quote: 'const [key, value] = line.split("=");',
      problem: "A value with = in it loses its rest.",
      fix: "Split at the first = alone.",
    },
    later: {
      quote: 'const [key, value] = line.split("=");',
      problem: "A value with = in it loses its rest.",
      fix: "Split at the first = alone.",
    },
  }),
  again("a little reworded", {
    file: "store.py",
    text: PY,
    fixed: [["        return row[0]", "        return row[0]  # always there"]],
    earlier: {
      quote: "return row[0]",
      problem: "An unknown name raises a TypeError.",
      fix: "Answer None.",
    },
    later: {
      quote: "return row[0]",
      problem: "For names that are unknown a TypeError is raised here.",
      fix: "Return None then.",
    },
  }),
  again("other severity, words in another order", {
    file: "cache.go",
    text: GO,
    fixed: [["\tc.mu.Unlock()", "\tdefer c.mu.Unlock()"]],
    earlier: {
      quote: "value, ok := c.items[key]",
      problem: "The map is read without the lock: a data race.",
      fix: "Take c.mu in Get.",
    },
    later: {
      quote: "value, ok := c.items[key]",
      problem: "Data race: without holding the lock the map is read.",
      fix: "Lock c.mu.",
    },
  }),
  again("moved down by other lines", {
    file: "config.rs",
    text: RS,
    fixed: [
      [
        "use std::fs;\n",
        "use std::fs;\nuse std::io;\nuse std::path::Path;\n\n// Reads the file of settings.\n",
      ],
    ],
    earlier: {
      quote: "2u64.pow(attempt) * 100",
      problem: "attempt 64 overflows and panics.",
      fix: "Saturate.",
    },
    later: {
      quote: "2u64.pow(attempt) * 100",
      problem: "It overflows with attempt 64, which panics.",
      fix: "Use saturating arithmetic.",
    },
  }),
  again("undone by a later fix", {
    file: "release.sh",
    text: SH,
    fixed: [["rm -rf $target/build", 'rm -rf "${target:?}/build"']],
    then: [['rm -rf "${target:?}/build"', "rm -rf $target/build"]],
    earlier: {
      quote: "rm -rf $target/build",
      problem: "Without an argument this deletes /build.",
      fix: "Guard against an empty target.",
    },
    later: {
      quote: "rm -rf $target/build",
      problem: "With no argument given /build is deleted.",
      fix: "Guard against an empty target.",
    },
  }),
  again("missing test, once more", {
    file: "tests/entries.test.ts",
    text: TEST,
    fixed: [
      [
        'test("sums up"',
        'test("refuses a=x", () => expect(() => parse("a=x")).toThrow());\n\ntest("sums up"',
      ],
    ],
    earlier: {
      missing: true,
      problem: "No test covers a value that is no number.",
      fix: "Add one with a=x.",
    },
    later: {
      missing: true,
      problem: "There is no test for values that are not numbers.",
      fix: "Add one.",
    },
  }),
  again("missing documentation, once more", {
    file: "README.md",
    text: MD,
    fixed: [["    entries total <file>", "    entries total <file>   prints the sum"]],
    earlier: {
      missing: true,
      problem: "The README does not say what total prints.",
      fix: "Describe it.",
    },
    later: {
      missing: true,
      problem: "What total prints is not said in the README.",
      fix: "Describe its output.",
    },
  }),
  again("the quote is a part of the line now", {
    file: "schema.sql",
    text: SQL,
    fixed: [["  user_id INTEGER,", "  user_id INTEGER NOT NULL,"]],
    earlier: {
      quote: "user_id INTEGER",
      problem: "No foreign key: sessions of deleted users stay valid.",
      fix: "Reference users.",
    },
    later: {
      quote: "user_id INTEGER NOT NULL,",
      problem: "Without a foreign key the sessions of a deleted user stay valid.",
      fix: "REFERENCES users.",
    },
  }),
  again("the line was mended as asked, and the same is said of it", {
    file: "dialog.css",
    text: CSS,
    fixed: [["  outline: none;\n  color: #999;", "  outline: none;\n  color: #777;"]],
    earlier: {
      quote: "color: #999;",
      nth: 2,
      problem: "The contrast of the button's label is too low.",
      fix: "Darken it.",
    },
    later: {
      quote: "color: #777;",
      problem: "The label's contrast is too low on this button.",
      fix: "Darken it.",
    },
  }),
  again("synonyms", {
    file: ENTRIES,
    text: TS,
    fixed: [["export function total", "// Sums up.\nexport function total"]],
    earlier: {
      quote: 'const text = readFileSync(path, "utf8");',
      problem: "A missing file throws out of load.",
      fix: "Catch ENOENT.",
    },
    later: {
      quote: 'const text = readFileSync(path, "utf8");',
      problem: "load raises when the file is absent.",
      fix: "Catch ENOENT.",
    },
  }),
  again("longer, with the same in it", {
    file: "ci.yml",
    text: YAML,
    fixed: [["on: [push]", "on: [push, pull_request]"]],
    earlier: {
      quote: "- run: npm install",
      nth: 1,
      problem: "npm install ignores the lockfile.",
      fix: "Use npm ci.",
    },
    later: {
      quote: "- run: npm install",
      nth: 1,
      problem:
        "On CI the lockfile is ignored by npm install, so builds differ from day to day and from the developers' machines.",
      fix: "Use npm ci.",
    },
  }),
];

/** Written with the others, and tried only when the rules stood. */
export const DISHONEST_HELD: History[] = [
  again("reworded, at a line that was mended", {
    file: "store.py",
    text: PY,
    fixed: [
      ["    return sum(prices) / len(prices)", "    return sum(prices) / max(1, len(prices))"],
    ],
    earlier: {
      quote: "return sum(prices) / len(prices)",
      problem: "Money as float loses cents by rounding.",
      fix: "Decimal.",
    },
    later: {
      quote: "return sum(prices) / max(1, len(prices))",
      problem: "Float money: cents get lost in rounding.",
      fix: "Use Decimal.",
    },
  }),
  again("same fault, passive voice", {
    file: "cache.go",
    text: GO,
    fixed: [["package cache\n", "// Package cache keeps texts.\npackage cache\n"]],
    earlier: {
      quote: "delete(c.items, key)",
      problem: "Drop deletes from the map without the lock, which races with Set.",
      fix: "Lock.",
    },
    later: {
      quote: "delete(c.items, key)",
      problem: "Set and Drop race, because the map is changed in Drop without locking.",
      fix: "Lock the mutex.",
    },
  }),
  again("missing test in other words", {
    file: "tests/entries.test.ts",
    text: TEST,
    fixed: [
      [
        'test("sums up"',
        'test("reads an empty text", () => expect(parse("")).toEqual([]));\n\ntest("sums up"',
      ],
    ],
    earlier: { missing: true, problem: "Nothing tests an empty text.", fix: "Add that." },
    later: { missing: true, problem: "A test of the empty text is missing.", fix: "Add one." },
  }),
  again("quoted with its neighbour", {
    file: ENTRIES,
    text: TS,
    fixed: [["let sum = 0;", "let sum = 0; // of all"]],
    earlier: {
      quote: "if (entry.key === key) return entry;",
      problem: "find compares keys with regard to case.",
      fix: "Compare in lower case.",
    },
    later: {
      quote: "  for (const entry of entries) {\n    if (entry.key === key) return entry;",
      problem: "Keys are compared with regard to case in find.",
      fix: "Lower case.",
    },
  }),
  again("a paraphrase without a common word", {
    file: "release.sh",
    text: SH,
    fixed: [["echo done", "echo released"]],
    earlier: {
      quote: "set -e",
      problem: "A failing tar in a pipe goes unnoticed.",
      fix: "pipefail.",
    },
    later: {
      quote: "set -e",
      problem: "Errors left of | are lost.",
      fix: "Use bash with -o pipefail.",
    },
  }),
];
