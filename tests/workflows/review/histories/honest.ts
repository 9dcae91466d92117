// Histories of honest reviewers: what they say later is another thing, and nothing of it should
// bring the person in.
import type { History } from "./history.ts";
import { CSS, GO, MD, PY, RS, SH, SQL, TEST, TS, YAML } from "./texts.ts";

const again = (name: string, rest: Omit<History, "name">): History => ({ name, ...rest });

const ENTRIES = "src/entries.ts";
const HEAD = "export function parse(text: string): Entry[] {";
const trimmed: History["fixed"] = [["const lines = text.split", "const lines = text.trim().split"]];

export const HONEST: History[] = [
  again("three faults at one header: blank lines, then a missing test", {
    file: ENTRIES,
    text: TS,
    fixed: trimmed,
    earlier: {
      quote: HEAD,
      problem: "A trailing newline yields an entry with an empty key.",
      fix: "Skip blank lines.",
    },
    later: {
      quote: HEAD,
      problem: "A line without = gets the value NaN.",
      fix: "Refuse such a line with its number.",
    },
  }),
  again("three faults at one header: NaN, then duplicates", {
    file: ENTRIES,
    text: TS,
    fixed: [["value: Number(value)", "value: numberOf(value)"]],
    earlier: {
      quote: HEAD,
      problem: "A value that is no number becomes NaN and spoils every total.",
      fix: "Throw with the key.",
    },
    later: {
      quote: HEAD,
      problem: "Two lines with one key both stay, and find answers the older one.",
      fix: "Let the later line win.",
    },
  }),
  again("three faults at one header: error, then cost", {
    file: ENTRIES,
    text: TS,
    fixed: trimmed,
    earlier: {
      quote: HEAD,
      problem: "Comments that begin with # are parsed as entries.",
      fix: "Leave them out.",
    },
    later: {
      quote: HEAD,
      problem: "All lines are held at once; a file of 2 GB ends the process.",
      fix: "Read it as a stream.",
    },
  }),
  again("two `return null;` in two functions", {
    file: ENTRIES,
    text: TS,
    fixed: [
      [
        '  if (text === "") {\n    return null;\n  }\n',
        '  if (text === "") throw new Error(path);\n',
      ],
    ],
    earlier: {
      quote: "return null;",
      nth: 1,
      problem: "Null hides from the caller that the file is empty.",
      fix: "Throw with the path.",
    },
    later: {
      quote: "return null;",
      problem: "Null hides from the caller that no entry has this key.",
      fix: "Throw with the key.",
    },
  }),
  again("the same line twice, a lock each", {
    file: "cache.go",
    text: GO,
    fixed: [
      ["\tdelete(c.items, key)", "\tc.mu.Lock()\n\tdefer c.mu.Unlock()\n\tdelete(c.items, key)"],
    ],
    earlier: {
      quote: "return nil",
      nth: 2,
      problem: "Drop writes the map without the lock: a data race.",
      fix: "Take c.mu.",
    },
    later: {
      quote: "value, ok := c.items[key]",
      problem: "Get reads the map without the lock: a data race.",
      fix: "Take c.mu.",
    },
  }),
  again("cursor lines that are all alike", {
    file: "store.py",
    text: PY,
    fixed: [["        return row[0]", "        return row[0] if row else None"]],
    earlier: {
      quote: "cursor = self.db.cursor()",
      nth: 2,
      problem: "get fails with a TypeError when the name is unknown.",
      fix: "Answer None.",
    },
    later: {
      quote: "cursor = self.db.cursor()",
      nth: 4,
      problem: "remove never commits: the row is back after a restart.",
      fix: "Commit.",
    },
  }),
  again("one statement: injection, then no commit", {
    file: "store.py",
    text: PY,
    fixed: [
      [
        `"INSERT INTO items VALUES ('" + name + "', " + str(price) + ")"`,
        `"INSERT INTO items VALUES (?, ?)", (name, price)`,
      ],
    ],
    earlier: {
      quote: 'cursor.execute("INSERT INTO items VALUES',
      problem: "A name with a quote ends the string: SQL injection.",
      fix: "Use parameters.",
    },
    later: {
      quote: 'cursor.execute("INSERT INTO items VALUES',
      problem: "The transaction is never committed.",
      fix: "Call self.db.commit().",
    },
  }),
  again("empty list, then rounding", {
    file: "store.py",
    text: PY,
    fixed: [
      [
        "    return sum(prices) / len(prices)",
        "    return sum(prices) / len(prices) if prices else 0",
      ],
    ],
    earlier: {
      quote: "return sum(prices) / len(prices)",
      problem: "An empty list divides by zero.",
      fix: "Answer 0 for it.",
    },
    later: {
      quote: "return sum(prices) / len(prices)",
      problem: "Prices are floats of money: cents are lost by rounding.",
      fix: "Use Decimal.",
    },
  }),
  again("missing test of one edge, then of another", {
    file: "tests/entries.test.ts",
    text: TEST,
    fixed: [
      [
        'test("sums up"',
        'test("refuses a bad value", () => expect(() => parse("a=x")).toThrow());\n\ntest("sums up"',
      ],
    ],
    earlier: {
      missing: true,
      problem: "No test covers a value that is no number.",
      fix: "Add one with a=x.",
    },
    later: {
      missing: true,
      problem: "No test covers a file with Windows line ends.",
      fix: "Add one with \\r\\n.",
    },
  }),
  again("missing documentation of two commands", {
    file: "README.md",
    text: MD,
    fixed: [["    entries total <file>", "    entries total <file>   sums all values up"]],
    earlier: {
      missing: true,
      problem: "The README does not say what total prints.",
      fix: "Describe it.",
    },
    later: {
      missing: true,
      problem: "The README does not say how a comment is written.",
      fix: "Describe it.",
    },
  }),
  again("unwrap of the file, then unwrap of the value", {
    file: "config.rs",
    text: RS,
    fixed: [["fs::read_to_string(path).unwrap()", "fs::read_to_string(path)?"]],
    earlier: {
      quote: "pub fn read(path: &str) -> Config {",
      problem: "A missing file panics.",
      fix: "Answer a Result.",
    },
    later: {
      quote: "pub fn read(path: &str) -> Config {",
      problem: "retries=many panics in parse.",
      fix: "Map the error of parse.",
    },
  }),
  again("overflow, then jitter", {
    file: "config.rs",
    text: RS,
    fixed: [["2u64.pow(attempt) * 100", "2u64.saturating_pow(attempt).saturating_mul(100)"]],
    earlier: {
      quote: "pub fn delay(attempt: u32) -> u64 {",
      problem: "attempt 64 overflows.",
      fix: "Saturate.",
    },
    later: {
      quote: "pub fn delay(attempt: u32) -> u64 {",
      problem: "All clients retry at the same instant.",
      fix: "Add jitter.",
    },
  }),
  again("a step of CI: no lockfile, then no cache", {
    file: "ci.yml",
    text: YAML,
    fixed: [
      [
        "      - run: npm install\n      - run: npm test",
        "      - run: npm ci\n      - run: npm test",
      ],
    ],
    earlier: {
      quote: "- run: npm install",
      nth: 1,
      problem: "npm install ignores the lockfile.",
      fix: "npm ci.",
    },
    later: {
      quote: "- run: npm install",
      nth: 1,
      problem: "The deploy job installs unpinned packages with the secrets in reach.",
      fix: "npm ci --ignore-scripts.",
    },
  }),
  again("one selector: contrast, then focus", {
    file: "dialog.css",
    text: CSS,
    fixed: [["  outline: none;\n  color: #999;", "  outline: none;\n  color: #555;"]],
    earlier: {
      quote: ".dialog button {",
      problem: "The label's contrast is 2.8 to 1.",
      fix: "#555.",
    },
    later: {
      quote: ".dialog button {",
      problem: "Without an outline a keyboard user sees no focus.",
      fix: "Style :focus-visible.",
    },
  }),
  again("one colour in two rules", {
    file: "dialog.css",
    text: CSS,
    fixed: [["  width: 600px;\n  color: #999;", "  width: 600px;\n  color: #555;"]],
    earlier: {
      quote: "color: #999;",
      nth: 1,
      problem: "Too little contrast for body text.",
      fix: "#555.",
    },
    later: {
      quote: "color: #999;",
      nth: 1,
      problem: "Too little contrast for the buttons' text.",
      fix: "#555.",
    },
  }),
  again("an index, then a foreign key, of one table", {
    file: "schema.sql",
    text: SQL,
    fixed: [["  user_id INTEGER,", "  user_id INTEGER NOT NULL,"]],
    earlier: {
      quote: "CREATE TABLE sessions (",
      problem: "A session may have no user.",
      fix: "NOT NULL.",
    },
    later: {
      quote: "CREATE TABLE sessions (",
      problem: "Deleting a user leaves its sessions valid.",
      fix: "REFERENCES users ON DELETE CASCADE.",
    },
  }),
  again("quoting, then the fixed folder of a script", {
    file: "release.sh",
    text: SH,
    fixed: [["cp -r $target $backup", 'cp -r "$target" "$backup"']],
    earlier: {
      quote: "cp -r $target $backup",
      problem: "A blank in the path splits it in two.",
      fix: "Quote both.",
    },
    later: {
      quote: "backup=/tmp/backup",
      problem: "Two releases at once overwrite each other's copy.",
      fix: "mktemp -d.",
    },
  }),
  again("the fix itself has a fault", {
    file: ENTRIES,
    text: TS,
    fixed: [['const [key, value] = line.split("=");', 'const [key, value] = line.split("=", 2);']],
    earlier: {
      quote: 'const [key, value] = line.split("=");',
      problem: "A value with = in it loses its rest.",
      fix: "Split at the first = alone.",
    },
    later: {
      quote: 'const [key, value] = line.split("=", 2);',
      problem: "A limit of 2 cuts the rest off instead of keeping it in value.",
      fix: "Use indexOf.",
    },
  }),
  again("another file of the same name of problem", {
    file: ENTRIES,
    text: TS,
    fixed: trimmed,
    earlier: {
      quote: "export function total(entries: Entry[]): number {",
      problem: "Large sums lose precision.",
      fix: "Use BigInt.",
    },
    later: {
      quote: "export function find(entries: Entry[], key: string): Entry | null {",
      problem: "A lookup walks the whole list.",
      fix: "Use a Map.",
    },
  }),
];

/** Written with the others, and tried only when the rules stood. */
export const HONEST_HELD: History[] = [
  again("header again: unknown key, then trailing blanks", {
    file: "config.rs",
    text: RS,
    fixed: [["            _ => {}", '            other => panic!("unknown key {other}"),']],
    earlier: {
      quote: "for line in text.lines() {",
      problem: "A misspelt key is ignored in silence.",
      fix: "Refuse it.",
    },
    later: {
      quote: "for line in text.lines() {",
      problem: "An indented entry keeps its leading blanks in the key.",
      fix: "trim().",
    },
  }),
  again("one constructor: time-out, then close", {
    file: "store.py",
    text: PY,
    fixed: [["sqlite3.connect(path)", "sqlite3.connect(path, timeout=10)"]],
    earlier: {
      quote: "self.db = sqlite3.connect(path",
      problem: "A locked database fails at once.",
      fix: "Wait for ten seconds.",
    },
    later: {
      quote: "self.db = sqlite3.connect(path",
      problem: "The connection is never closed: descriptors leak.",
      fix: "Make it a context manager.",
    },
  }),
  again("limit: unused, then off by one", {
    file: "cache.go",
    text: GO,
    fixed: [
      [
        "\tc.items[key] = value",
        "\tif len(c.items) > c.limit {\n\t\tc.evict()\n\t}\n\tc.items[key] = value",
      ],
    ],
    earlier: {
      quote: "func (c *Cache) Set(key, value string) error {",
      problem: "The limit is never looked at, so the cache grows for ever.",
      fix: "Evict at the limit.",
    },
    later: {
      quote: "func (c *Cache) Set(key, value string) error {",
      problem: "Eviction happens while an existing key is overwritten, though nothing is added.",
      fix: "Look whether the key is there.",
    },
  }),
  again("expiry, then plain tokens", {
    file: "schema.sql",
    text: SQL,
    fixed: [["  expires_at TEXT", "  expires_at TEXT NOT NULL"]],
    earlier: {
      quote: "CREATE TABLE sessions (",
      problem: "Sessions without expiry live for ever.",
      fix: "NOT NULL.",
    },
    later: {
      quote: "CREATE TABLE sessions (",
      problem: "Whoever reads the table can log in as anyone: tokens are stored in clear.",
      fix: "Store a hash.",
    },
  }),
  again("weak assertion, then another weak one", {
    file: "tests/entries.test.ts",
    text: TEST,
    fixed: [
      ['expect(parse("a=1\\nb=2").length).toBe(2);', 'expect(parse("a=1\\nb=2")).toEqual([A, B]);'],
    ],
    earlier: {
      quote: 'expect(parse("a=1\\nb=2").length).toBe(2);',
      problem: "A length says nothing of the entries.",
      fix: "Compare them.",
    },
    later: {
      quote: 'expect(total([{ key: "a", value: 1 }])).toBe(1);',
      problem: "One entry cannot tell a sum from the last value.",
      fix: "Sum up two.",
    },
  }),
  again("install line: registry, then Node's version", {
    file: "README.md",
    text: MD,
    fixed: [["    npm install entries", "    npm install --global entries"]],
    earlier: {
      quote: "npm install",
      problem: "Installed like this the command is not on PATH.",
      fix: "--global.",
    },
    later: {
      quote: "npm install",
      problem: "It needs Node 22 and does not say so.",
      fix: "Name the version.",
    },
  }),
  again("checkout: depth, then credentials", {
    file: "ci.yml",
    text: YAML,
    fixed: [["      - run: npm test", "      - run: npm test -- --ci"]],
    earlier: {
      quote: "- uses: actions/checkout@v4",
      nth: 1,
      problem: "A shallow clone has no tags, and the version test fails.",
      fix: "fetch-depth: 0.",
    },
    later: {
      quote: "- uses: actions/checkout@v4",
      nth: 1,
      problem: "The token stays in .git/config for every later step.",
      fix: "persist-credentials: false.",
    },
  }),
  again("scp: no check of the host, then no time-out", {
    file: "release.sh",
    text: SH,
    fixed: [["scp release.tgz", "scp -o StrictHostKeyChecking=yes release.tgz"]],
    earlier: {
      quote: "release.tgz host:/srv/releases",
      problem: "Any host key is taken.",
      fix: "StrictHostKeyChecking.",
    },
    later: {
      quote: "release.tgz host:/srv/releases",
      problem: "A release of the same name is overwritten while it is served.",
      fix: "Upload beside it and rename.",
    },
  }),
  again("same words of a rule at two steps of work", {
    file: ENTRIES,
    text: TS,
    fixed: [
      [
        "export function load(path: string): Entry[] | null {",
        "/** Reads a file; null when it is empty. */\nexport function load(path: string): Entry[] | null {",
      ],
    ],
    earlier: {
      quote: "export function load(path: string): Entry[] | null {",
      problem: "An exported function without a comment.",
      fix: "Say what null means.",
    },
    later: {
      quote: "export function find(entries: Entry[], key: string): Entry | null {",
      problem: "An exported function without a comment.",
      fix: "Say what null means.",
    },
  }),
];
