// Verdicts that an honest reviewer writes on the change of project.ts, each in one of the ways that
// real ones have.
import type { Verdict } from "./drive.ts";

const shows = (name: string, ...evidence: object[]): Verdict => ({ name, evidence });
const finds = (name: string, finding: object, more: Partial<Verdict> = {}): Verdict => ({
  name,
  status: "needs_changes",
  findings: [{ severity: "major", problem: "It breaks.", fix: "Mend it.", ...finding }],
  ...more,
});
const at = (file: string, line: number | null, quote: string, more: object = {}) => ({
  file,
  line,
  quote,
  ...more,
});

const THROWS = "  if (n < 0) throw new RangeError(`below zero: ${n}`);";

export const HONEST: Verdict[] = [
  // A line of the change, in many forms.
  shows("the line as it stands", at("src/legacy.ts", 10, THROWS)),
  shows("the line without its indentation", at("src/legacy.ts", 10, THROWS.trim())),
  shows("the line with blanks behind it", at("src/legacy.ts", 10, `${THROWS}   `)),
  shows("a part of the line", at("src/legacy.ts", 10, "throw new RangeError(")),
  shows("another line number", at("src/legacy.ts", 12, THROWS)),
  shows("no line number", at("src/legacy.ts", null, THROWS)),
  shows("the number that Read shows, with its arrow", at("src/legacy.ts", 10, `    10→${THROWS}`)),
  shows("the number that cat -n shows, with its tab", at("src/legacy.ts", 10, `    10\t${THROWS}`)),
  shows("the mark of a diff", at("src/legacy.ts", 10, `+${THROWS}`)),
  shows(
    "two lines with marks of a diff",
    at(
      "src/legacy.ts",
      10,
      `+${THROWS}\n+  if (!/^\\d+$/.test(String(n))) throw new TypeError("no\\tinteger");`,
    ),
  ),
  shows(
    "two lines with their numbers",
    at("src/legacy.ts", 9, `     9→export function checked(n: number): number {\n    10→${THROWS}`),
  ),
  shows(
    "three lines",
    at(
      "src/legacy.ts",
      9,
      `export function checked(n: number): number {\n${THROWS}\n  if (!/^\\d+$/`,
    ),
  ),
  shows(
    "lines with CRLF of a file with LF",
    at("src/legacy.ts", 9, `export function checked(n: number): number {\r\n${THROWS}\r\n`),
  ),
  shows(
    "the line between back quotes",
    at("src/legacy.ts", 9, "`export function checked(n: number): number {`"),
  ),
  shows(
    "a long line that is cut with an ellipsis",
    at("src/legacy.ts", 11, "if (!/^\\d+$/.test(String(n))) throw new Type…"),
  ),
  shows(
    "an escape that JSON has read as its own",
    at("src/legacy.ts", 11, 'throw new TypeError("no\tinteger");'),
  ),
  shows("an escape too many", at("src/legacy.ts", 11, 'throw new TypeError(\\"no\\tinteger\\");')),
  {
    ...shows("a raw tab within the JSON", at("go/main.go", 6, "RAW\tif n < 0 {")),
    raw: (json) => json.replace("RAW\\t", "\t"),
  },
  {
    ...shows(
      "raw tabs and a raw line break within the JSON",
      at("go/main.go", 6, "RAW\tif n < 0 {\n\t\treturn errors.New(\\"),
    ),
    raw: (json) =>
      json.replace(
        "RAW\\tif n < 0 {\\n\\t\\treturn errors.New(\\\\",
        "\tif n < 0 {\n\t\treturn errors.New(",
      ),
  },
  shows("Go, blanks for tabs", at("go/main.go", 7, '        return errors.New("below zero")')),
  shows("C#, LF for CRLF", at("win/Program.cs", 5, "if (args.Length == 0)\n    return 2;")),
  shows("C#, with its CR", at("win/Program.cs", 5, "\t\tif (args.Length == 0)\r")),
  shows("Python, smart indentation", at("py/app.py", 6, 'if not name:\n    return "Hello"')),
  shows("Rust", at("rust/lib.rs", 2, "a.checked_add(b)")),
  shows("Java", at("java/Shop.java", 4, "return items.stream().mapToInt(Item::price).sum();")),
  shows("SQL", at("db/schema.sql", 3, "email TEXT NOT NULL CHECK (email <> '')")),
  shows("YAML, a short line", at("conf/app.yaml", 1, "port: 8080")),
  shows(
    "HTML, entities as they are",
    at("web/page.html", 2, "<p>&lt;new&gt; price: 5&nbsp;&euro;</p>"),
  ),
  shows(
    "HTML, an entity more than the file has",
    at("java/Shop.java", 3, "int total() {"),
    at("src/legacy.ts", 10, "if (n &lt; 0) throw new RangeError("),
  ),
  shows("Japanese", at("i18n/ja.txt", 3, "負の数は使えません")),
  shows(
    "umlauts composed, the file has them in parts",
    at("i18n/de.txt", 2, "Keine Grüße unter null"),
  ),
  shows("a list item of a document", at("README.md", 5, "- A number below zero is refused.")),
  shows(
    "a test's own line",
    at("tests/checked.test.ts", 5, 'test("refuses a number below zero", () => {'),
  ),
  shows("a line of an attribute that looks like a comment", at("rust/lib.rs", 5, "#[cfg(test)]")),
  shows(
    "one piece of two that holds",
    at("src/legacy.ts", 1, "export function keep"),
    at("src/legacy.ts", 10, THROWS),
  ),
  shows("a line that only changed its place, with the reason", {
    ...at("src/order.ts", 4, "notifyAll();"),
    reason: "The criterion asks for the notice after the save.",
  }),
  // What was renamed, is binary, is empty, has other rights.
  shows(
    "a line of a file that was renamed",
    at("src/new-name.ts", 2, "export const TIMEOUT_MS = 5_000;"),
  ),
  shows("a picture, by its name", { file: "img/logo.png" }),
  shows("an empty file, by its name", { file: "pkg/__init__.py" }),
  { ...shows("a script that may be run now, by its name", { file: "run.sh" }), onlyGit: true },
  {
    ...shows("two files without lines, each for a criterion of its own", { file: "img/logo.png" }),
    other: [{ file: "pkg/__init__.py" }],
  },
  {
    ...shows("an empty file, with a line for the other criterion", { file: "pkg/__init__.py" }),
    other: [{ file: "pkg/__init__.py" }, at("src/legacy.ts", 10, THROWS)],
  },
  // Tests.
  shows("a test by the program's name for it", { test: "checked > refuses a number below zero" }),
  shows("a test without its group", { test: "refuses a number below zero" }),
  shows("a test with its file and line", {
    test: "refuses a number below zero",
    file: "tests/checked.test.ts",
    line: 5,
  }),
  shows("a test that was there before, for what stays", { test: "keep adds one" }),
  // What is gone.
  shows("a function that is gone", {
    file: "src/legacy.ts",
    gone: "export function legacy(n: number): number {",
  }),
  shows("what is gone, with the mark of a diff", {
    file: "src/legacy.ts",
    line: 2,
    gone: "-  return n * 2;",
  }),
  shows("two lines that are gone", {
    file: "src/legacy.ts",
    gone: "export function legacy(n: number): number {\n  return n * 2;",
  }),
  shows("a line of a file that is gone", {
    file: "src/retired.ts",
    gone: "console.log('retired for good');",
  }),
  shows("a whole line that is gone, where a new one begins like it", {
    file: "db/schema.sql",
    gone: "  email TEXT",
  }),
  shows("an old price that is gone", { file: "web/page.html", gone: "<p>old price</p>" }),
  shows(
    "a removed line and the one in its place",
    at("conf/app.yaml", 1, "port: 8080", { gone: "port: 80\nretries" }),
  ),
  // What holds as it was.
  shows(
    "what holds as it was, with the reason",
    at("src/caller.ts", 3, "export const twice", {
      unchanged: true,
      reason: "twice still takes one number and returns one",
    }),
  ),
  shows(
    "the same of an old line in a changed file",
    at("src/legacy.ts", 2, "return n + 1;", {
      unchanged: true,
      reason: "keep was not to change, and did not",
    }),
  ),
  shows(
    "a reason in Japanese",
    at("i18n/ja.txt", 2, "保存しました", {
      unchanged: true,
      reason: "保存の動作は元のまま変わらない",
    }),
  ),
  shows(
    "a doc comment that was asked for, with the reason",
    at("java/Shop.java", 2, "/** The sum of all items. */", {
      reason: "the criterion asks for this very comment",
    }),
  ),
  shows(
    "a line called unchanged that the change wrote",
    at("src/legacy.ts", 10, THROWS, { unchanged: true }),
  ),
  // Findings.
  finds("a fault in a line of the change", at("src/legacy.ts", 10, THROWS)),
  finds(
    "a fault at an old line of a changed file",
    at("src/legacy.ts", 1, "export function keep(n: number): number {"),
  ),
  finds("a brace as the place of a fault", at("src/legacy.ts", 13, "}")),
  finds(
    "a caller of what was removed",
    at("src/caller.ts", 1, 'import { legacy } from "./legacy.ts";', {
      severity: "blocker",
      because: { file: "src/legacy.ts", gone: "export function legacy(n: number): number {" },
    }),
  ),
  finds(
    "a file that still has the old port",
    at("src/caller.ts", 3, "export const twice", { because: at("conf/app.yaml", 1, "port: 8080") }),
  ),
  finds(
    "a caller, because of a picture",
    at("src/caller.ts", 3, "export const twice", { because: { file: "img/logo.png" } }),
  ),
  finds(
    "a caller of what was moved, by its new place",
    at("src/caller.ts", 3, "export const twice", {
      because: at("src/new-name.ts", 1, "export const RETRIES = 3;"),
    }),
  ),
  finds("a test that is missing", { file: "tests/order.test.ts", missing: true }),
  finds("a check that was removed and is missing", {
    file: "src/legacy.ts",
    line: 1,
    missing: true,
    quote: "the check of legacy",
  }),
  finds(
    "an old fault elsewhere, as a remark",
    at("src/caller.ts", 3, "export const twice", { severity: "minor", outside: true }),
    { status: "approved" },
  ),
  finds(
    "an old fault elsewhere, grave, that the person should know of",
    at("src/caller.ts", 3, "export const twice", { outside: true }),
    { status: "approved" },
  ),
  finds(
    "an old fault in lines that were only moved",
    at("src/rights.ts", 2, "return user === 'root';", { outside: true }),
    { status: "approved" },
  ),
  finds(
    "a minor fault of the change beside an approval",
    at("conf/app.yaml", 1, "port: 8080", { severity: "minor" }),
    {
      status: "approved",
    },
  ),
];
