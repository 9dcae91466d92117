// Histories of honest reviewers: what they say later is another thing, and nothing of it should bring the person in.
import type { History } from "./history.ts";
import { CSS, GO, MD, PY, RS, SH, SQL, TEST, TS, YAML } from "./texts.ts";

const again = (name: string, rest: Omit<History, "name" | "rule">): History => ({ name, rule: "again", ...rest });
const back = (name: string, rest: Omit<History, "name" | "rule">): History => ({ name, rule: "back", ...rest });

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
    later: { quote: HEAD, problem: "A line without = gets the value NaN.", fix: "Refuse such a line with its number." },
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
    earlier: { quote: HEAD, problem: "Comments that begin with # are parsed as entries.", fix: "Leave them out." },
    later: {
      quote: HEAD,
      problem: "All lines are held at once; a file of 2 GB ends the process.",
      fix: "Read it as a stream.",
    },
  }),
  again("two `return null;` in two functions", {
    file: ENTRIES,
    text: TS,
    fixed: [['  if (text === "") {\n    return null;\n  }\n', '  if (text === "") throw new Error(path);\n']],
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
    fixed: [["\tdelete(c.items, key)", "\tc.mu.Lock()\n\tdefer c.mu.Unlock()\n\tdelete(c.items, key)"]],
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
    fixed: [["    return sum(prices) / len(prices)", "    return sum(prices) / len(prices) if prices else 0"]],
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
      ['test("sums up"', 'test("refuses a bad value", () => expect(() => parse("a=x")).toThrow());\n\ntest("sums up"'],
    ],
    earlier: { missing: true, problem: "No test covers a value that is no number.", fix: "Add one with a=x." },
    later: { missing: true, problem: "No test covers a file with Windows line ends.", fix: "Add one with \\r\\n." },
  }),
  again("missing documentation of two commands", {
    file: "README.md",
    text: MD,
    fixed: [["    entries total <file>", "    entries total <file>   sums all values up"]],
    earlier: { missing: true, problem: "The README does not say what total prints.", fix: "Describe it." },
    later: { missing: true, problem: "The README does not say how a comment is written.", fix: "Describe it." },
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
    earlier: { quote: "pub fn delay(attempt: u32) -> u64 {", problem: "attempt 64 overflows.", fix: "Saturate." },
    later: {
      quote: "pub fn delay(attempt: u32) -> u64 {",
      problem: "All clients retry at the same instant.",
      fix: "Add jitter.",
    },
  }),
  again("a step of CI: no lockfile, then no cache", {
    file: "ci.yml",
    text: YAML,
    fixed: [["      - run: npm install\n      - run: npm test", "      - run: npm ci\n      - run: npm test"]],
    earlier: { quote: "- run: npm install", nth: 1, problem: "npm install ignores the lockfile.", fix: "npm ci." },
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
    earlier: { quote: ".dialog button {", problem: "The label's contrast is 2.8 to 1.", fix: "#555." },
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
    earlier: { quote: "color: #999;", nth: 1, problem: "Too little contrast for body text.", fix: "#555." },
    later: { quote: "color: #999;", nth: 1, problem: "Too little contrast for the buttons' text.", fix: "#555." },
  }),
  again("an index, then a foreign key, of one table", {
    file: "schema.sql",
    text: SQL,
    fixed: [["  user_id INTEGER,", "  user_id INTEGER NOT NULL,"]],
    earlier: { quote: "CREATE TABLE sessions (", problem: "A session may have no user.", fix: "NOT NULL." },
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
    earlier: { quote: "cp -r $target $backup", problem: "A blank in the path splits it in two.", fix: "Quote both." },
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
  back("replaces what the fix wrote by a third way", {
    file: ENTRIES,
    text: TS,
    fixed: [["    return null;\n  }\n  return parse", "    return [];\n  }\n  return parse"]],
    earlier: { quote: "return null;", nth: 1, problem: "Callers crash on null.", fix: "Answer an empty list." },
    later: {
      quote: "return [];",
      problem: "An empty file is an error here.",
      fix: "Throw instead of answering `return null;` or a list.",
    },
  }),
  back("says that the old line stays gone", {
    file: "store.py",
    text: PY,
    fixed: [["        return row[0]", "        return row[0] if row else None"]],
    earlier: { quote: "return row[0]", problem: "Unknown names raise a TypeError.", fix: "Answer None." },
    later: {
      quote: "return row[0] if row else None",
      problem: "None cannot be told from a price of NULL.",
      fix: "Raise KeyError; `return row[0]` stays gone.",
    },
  }),
  back("no longer", {
    file: "cache.go",
    text: GO,
    fixed: [['\t\treturn "", nil', '\t\treturn "", errMissing']],
    earlier: { quote: 'return "", nil', problem: "A miss looks like an empty value.", fix: "Answer an error." },
    later: {
      quote: 'return "", errMissing',
      problem: "errMissing is not exported.",
      fix: 'Export it, now that the code no longer says `return "", nil`.',
    },
  }),
  back("in place of", {
    file: "release.sh",
    text: SH,
    fixed: [["rm -rf $target/build", 'rm -rf "${target:?}/build"']],
    earlier: { quote: "rm -rf $target/build", problem: "Without an argument it deletes /build.", fix: "Guard it." },
    later: {
      quote: 'rm -rf "${target:?}/build"',
      problem: "A target of .. still leaves the project.",
      fix: "Check realpath first, in place of trusting `rm -rf $target/build` alone.",
    },
  }),
  back("names the old line as history", {
    file: "config.rs",
    text: RS,
    fixed: [["fs::read_to_string(path).unwrap()", "fs::read_to_string(path).unwrap_or_default()"]],
    earlier: { quote: "let text = fs::read_to_string(path).unwrap();", problem: "It panics.", fix: "Handle it." },
    later: {
      quote: "fs::read_to_string(path).unwrap_or_default()",
      problem: "A file that may not be read counts as empty.",
      fix: "`let text = fs::read_to_string(path).unwrap();` was wrong, and so is this: answer the error.",
    },
  }),
  back("asks for the same text in another function", {
    file: ENTRIES,
    text: TS,
    fixed: [['  if (text === "") {\n    return null;\n  }\n', ""]],
    earlier: { quote: "return null;", nth: 1, problem: "Empty files are fine.", fix: "Drop the case." },
    later: {
      quote: "for (const entry of entries) sum += entry.value;",
      problem: "total of a list with NaN should be null.",
      fix: "Write `return null;` behind the loop when sum is NaN.",
    },
  }),
  back("a longer line that holds the old one", {
    file: "store.py",
    text: PY,
    fixed: [["        return row[0]", "        return float(row[0])"]],
    earlier: { quote: "return row[0]", problem: "Text of the column comes back as text.", fix: "Make it a float." },
    later: {
      quote: "return float(row[0])",
      problem: "A missing row raises a TypeError.",
      fix: "Write `return row[0] and float(row[0])`.",
    },
  }),
  back("a fault in the other one's fix", {
    file: "cache.go",
    text: GO,
    fixed: [["\tdelete(c.items, key)", "\tc.mu.Lock()\n\tdelete(c.items, key)"]],
    earlier: { quote: "delete(c.items, key)", problem: "A data race.", fix: "Take the lock." },
    later: { quote: "c.mu.Lock()", nth: 2, problem: "The lock is never released.", fix: "Add defer c.mu.Unlock()." },
  }),
  back("wants more of the same direction", {
    file: "ci.yml",
    text: YAML,
    fixed: [["on: [push]", "on: [push, pull_request]"]],
    earlier: { quote: "on: [push]", problem: "Pull requests are not tested.", fix: "Run on them, too." },
    later: {
      quote: "on: [push, pull_request]",
      problem: "The deploy job now runs on pull requests.",
      fix: "Guard deploy; going from `on: [push]` was right.",
    },
  }),
  back("compares with the old way", {
    file: "schema.sql",
    text: SQL,
    fixed: [["  email TEXT,", "  email TEXT NOT NULL UNIQUE,"]],
    earlier: { quote: "email TEXT,", problem: "Two users may share an address.", fix: "UNIQUE." },
    later: {
      quote: "email TEXT NOT NULL UNIQUE,",
      problem: "Case differs: A@x and a@x are two.",
      fix: "COLLATE NOCASE, which is stricter than `email TEXT,` ever was.",
    },
  }),
  back("the old words stand in prose, not as a wish", {
    file: "dialog.css",
    text: CSS,
    fixed: [["  width: 600px;", "  max-width: 600px;"]],
    earlier: { quote: "width: 600px;", problem: "It overflows small screens.", fix: "max-width." },
    later: {
      quote: "max-width: 600px;",
      problem: "With no width at all it shrinks to its text.",
      fix: "Add min-width: 20rem; do not go back to `width: 600px;`.",
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
    fixed: [["\tc.items[key] = value", "\tif len(c.items) > c.limit {\n\t\tc.evict()\n\t}\n\tc.items[key] = value"]],
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
    earlier: { quote: "CREATE TABLE sessions (", problem: "Sessions without expiry live for ever.", fix: "NOT NULL." },
    later: {
      quote: "CREATE TABLE sessions (",
      problem: "Whoever reads the table can log in as anyone: tokens are stored in clear.",
      fix: "Store a hash.",
    },
  }),
  again("weak assertion, then another weak one", {
    file: "tests/entries.test.ts",
    text: TEST,
    fixed: [['expect(parse("a=1\\nb=2").length).toBe(2);', 'expect(parse("a=1\\nb=2")).toEqual([A, B]);']],
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
    earlier: { quote: "npm install", problem: "Installed like this the command is not on PATH.", fix: "--global." },
    later: { quote: "npm install", problem: "It needs Node 22 and does not say so.", fix: "Name the version." },
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
  back("rather than", {
    file: "config.rs",
    text: RS,
    fixed: [["2u64.pow(attempt) * 100", "100 << attempt"]],
    earlier: { quote: "2u64.pow(attempt) * 100", problem: "Slow.", fix: "Shift." },
    later: {
      quote: "100 << attempt",
      problem: "Attempt 58 drops the high bits.",
      fix: "checked_shl, rather than `2u64.pow(attempt) * 100`.",
    },
  }),
  back("must not come back", {
    file: "store.py",
    text: PY,
    fixed: [
      [
        `"INSERT INTO items VALUES ('" + name + "', " + str(price) + ")"`,
        `"INSERT INTO items VALUES (?, ?)", [name, price]`,
      ],
    ],
    earlier: {
      quote: `cursor.execute("INSERT INTO items VALUES ('" + name + "', " + str(price) + ")")`,
      problem: "Injection.",
      fix: "Parameters.",
    },
    later: {
      quote: `cursor.execute("INSERT INTO items VALUES (?, ?)", [name, price])`,
      problem: "No columns are named.",
      fix: `Name the columns. cursor.execute("INSERT INTO items VALUES ('" + name + "', " + str(price) + ")") must not come back.`,
    },
  }),
  back("replace X by Y where X is the old text", {
    file: "release.sh",
    text: SH,
    fixed: [["backup=/tmp/backup", "backup=$(mktemp -d)"]],
    earlier: { quote: "backup=/tmp/backup", problem: "Two runs collide.", fix: "mktemp." },
    later: {
      quote: "backup=$(mktemp -d)",
      problem: "Nobody finds the backup again.",
      fix: "Print it. Also replace `backup=/tmp/backup` in the manual by that.",
    },
  }),
  back("the old text elsewhere still stands", {
    file: "ci.yml",
    text: YAML,
    fixed: [["      - run: npm install\n      - run: npm test", "      - run: npm ci\n      - run: npm test"]],
    earlier: { quote: "- run: npm install", nth: 1, problem: "The lockfile is ignored.", fix: "npm ci." },
    later: {
      quote: "- run: ./deploy.sh",
      problem: "Deploys may run without packages when the cache is cold.",
      fix: "Say `- run: npm install` with --omit=dev before it.",
    },
  }),
  back("quotes the fix for another fault of its line", {
    file: "dialog.css",
    text: CSS,
    fixed: [["  outline: none;", "  outline: 2px solid;"]],
    earlier: { quote: "outline: none;", problem: "No focus is seen.", fix: "Give it one." },
    later: {
      quote: "outline: 2px solid;",
      problem: "It also shows for the mouse.",
      fix: "Move it to :focus-visible, without `outline: none;` on the rule itself.",
    },
  }),
  back("a plan to keep a value name that stood in the old line", {
    file: "schema.sql",
    text: SQL,
    fixed: [["  created_at TEXT\n", "  created_at INTEGER NOT NULL\n"]],
    earlier: { quote: "created_at TEXT", problem: "Times as text sort wrongly.", fix: "Seconds." },
    later: {
      quote: "created_at INTEGER NOT NULL",
      problem: "Rows of before have text in it.",
      fix: "Migrate what was `created_at TEXT` before; the column is right.",
    },
  }),
];
