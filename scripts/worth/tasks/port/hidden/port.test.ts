import { afterAll, beforeAll, expect, test } from "bun:test";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  DataError,
  type Dictionary,
  Environment,
  FilterError,
  folder,
  loadData,
  TemplateError,
  type Value,
} from "../typescript/src/index.ts";

interface Case {
  source: string;
  data?: string;
  templates?: Record<string, string>;
  escape?: boolean;
  max?: number;
  output?: string;
  error?: string;
}
type Result = Pick<Case, "output" | "error">;

const GROUPS: { title: string; cases: Case[] }[] = JSON.parse(
  readFileSync(join(import.meta.dir, "cases.json"), "utf8"),
);
/** What was asked for in both languages. */
const NEW = [
  "trap: a choice of lists in a loop is no condition",
  "trap: the condition of a loop has the names, and loop of the loop around",
  "trap: which name may have been meant",
  "trap: includes are named for templates that cannot be parsed, too",
  "trap: characters that are put out are counted in code points, and again when what was caught is printed",
  "trap: what set catches is text as any other",
  "trap: several keys of sort",
];

function rendered(one: Case): Result {
  const { source, data, templates, max } = one;
  try {
    const given = data === undefined ? new Map() : (loadData(data) as Dictionary);
    const quill = new Environment(
      (name) => (templates && Object.hasOwn(templates, name) ? templates[name]! : null),
      { escape: one.escape, ...(max !== undefined && { maxLength: max }) },
    );
    return { output: quill.renderText(source, given) };
  } catch (error) {
    const kind =
      error instanceof TemplateError
        ? "TemplateError"
        : error instanceof DataError
          ? "DataError"
          : "another error";
    return { error: `${kind}: ${(error as Error).message}` };
  }
}

const expected = (cases: Case[]): Result[] =>
  cases.map(({ output, error }) => (error === undefined ? { output } : { error }));

let place = "";
/** What Python makes of all cases; null: there is none. */
let python: Record<string, Result[]> | null = null;

beforeAll(() => {
  place = mkdtempSync(join(tmpdir(), "quill-"));
  if (Bun.which("python3") === null) return;
  const done = Bun.spawnSync(["python3", join(import.meta.dir, "render.py")], {
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: "1", PYTHONWARNINGS: "ignore" },
  });
  python = done.exitCode === 0 ? JSON.parse(String(done.stdout)) : {};
}, 60_000);

afterAll(() => rmSync(place, { recursive: true, force: true }));

for (const { title, cases } of GROUPS)
  test(title, () => {
    if (!title.includes("Python:")) expect(cases.map(rendered)).toEqual(expected(cases));
    else if (python !== null) expect(python[title]).toEqual(expected(cases));
  });

test("request: Python renders all else as before", () => {
  if (python === null) return;
  for (const { title, cases } of GROUPS) {
    if (NEW.includes(title) || title.includes("Python:")) continue;
    expect({ title, results: python[title] }).toEqual({ title, results: expected(cases) });
  }
});

test("trap: Python has what is new in the same way", () => {
  if (python === null) return;
  for (const { title, cases } of GROUPS)
    if (NEW.includes(title)) expect(python[title]).toEqual(expected(cases));
});

const caught = (work: () => unknown): unknown => {
  try {
    work();
  } catch (error) {
    return error;
  }
  return null;
};

test("request: filters of one's own, and their errors", () => {
  const halve = (value: Value): Value => {
    if ((value as bigint) % 2n !== 0n) throw new FilterError("odd");
    return (value as bigint) / 2n;
  };
  const plus = (value: Value, ...more: Value[]): Value => `${value}+${more.join("+")}`;
  const quill = new Environment(undefined, { filters: { halve, plus, upper: () => "mine" } });
  expect(quill.renderText("{{ 4|halve }}{{ 1|plus(2, 'x') }}{{ 'a'|upper }}")).toBe("21+2+xmine");
  expect(caught(() => quill.renderText("{{ 3|halve }}"))).toMatchObject({
    message: "text:1:6: odd",
  });
});

test("request: an error tells its parts", () => {
  const quill = new Environment((name) => (name === "a" ? "x\n {{ nope }}" : null));
  const error = caught(() => quill.render("a"));
  expect(error).toBeInstanceOf(TemplateError);
  expect(error).toBeInstanceOf(Error);
  expect(error).toMatchObject({
    reason: "nope is not defined",
    template: "a",
    line: 2,
    column: 5,
    message: "a:2:5: nope is not defined",
  });
  expect(caught(() => quill.render("b"))).toMatchObject({
    message: "b:1:1: there is no such template",
  });
  expect(caught(() => quill.renderText("{{ x }}", new Map(), "mine"))).toMatchObject({
    message: "mine:1:4: x is not defined",
  });
});

test("request: values come and go in their types", () => {
  const seen: Value[] = [];
  const keep = (value: Value): Value => {
    seen.push(value);
    return value;
  };
  const quill = new Environment(undefined, { filters: { keep } });
  quill.renderText(
    "{{ [1, 1.0, 'a', none, true, {'k': [2]}]|keep }}{{ n|keep }}",
    new Map([["n", 5n]]),
  );
  expect(seen).toEqual([[1n, 1, "a", null, true, new Map([["k", [2n]]])], 5n]);
  expect(loadData('{"a": [1, 1.5, "x", null, {"b": false}]}')).toEqual(
    new Map<Value, Value>([["a", [1n, 1.5, "x", null, new Map<Value, Value>([["b", false]])]]]),
  );
});

test("request: a template is loaded once", () => {
  const asked: string[] = [];
  const quill = new Environment((name) => {
    asked.push(name);
    return "part";
  });
  expect(quill.renderText("{% for x in [1, 2] %}{% include 'a' %}{% endfor %}")).toBe("partpart");
  quill.render("a");
  expect(asked).toEqual(["a"]);
});

test("trap: a template that was not there is asked for again", () => {
  let source: string | null = null;
  const quill = new Environment(() => source);
  expect(caught(() => quill.render("a"))).not.toBeNull();
  expect(quill.renderText("{% include 'a' ignore missing %}")).toBe("");
  source = "there";
  expect(quill.render("a")).toBe("there");
});

const CLI = join(import.meta.dir, "..", "typescript", "src", "cli.ts");
function run(words: string[], stdin: string | Uint8Array = ""): [number, string, string] {
  const done = Bun.spawnSync([process.execPath, CLI, ...words], { stdin: Buffer.from(stdin) });
  return [done.exitCode, String(done.stdout), String(done.stderr)];
}
function written(name: string, content: string | Uint8Array): string {
  writeFileSync(join(place, name), content);
  return join(place, name);
}

test("request: templates in a folder", () => {
  written("letter.txt", "Dear {{ name }}");
  mkdirSync(join(place, "sub"), { recursive: true });
  written("sub/part.txt", "part");
  const quill = new Environment(folder(place));
  expect(quill.render("letter.txt", new Map([["name", "Ada"]]))).toBe("Dear Ada");
  expect(quill.renderText("{% include 'sub/part.txt' %}")).toBe("part");
  expect(folder(place)("nope.txt")).toBeNull();
});

test("request: the command line", () => {
  written("letter.txt", "Dear {{ name }} €😀\n");
  const data = written("data.json", '{"name": "<Ada>"}');
  expect(run([place, "letter.txt", data])).toEqual([0, "Dear <Ada> €😀\n", ""]);
  expect(run(["--escape", place, "letter.txt"], '{"name": "<"}')).toEqual([
    0,
    "Dear &lt; €😀\n",
    "",
  ]);
}, 60_000);

test("request: failures at the command line", () => {
  written("fails.txt", "a\n{{ nope }}");
  expect(run([place, "fails.txt"], "{}")).toEqual([1, "", "fails.txt:2:4: nope is not defined\n"]);
  expect(run([place, "nope.txt"], "{}")[2]).toBe("nope.txt:1:1: there is no such template\n");
  expect(run([place, "fails.txt"], "x")[2]).toBe("the data is not JSON: line 1, column 1\n");
  expect(run([place, "fails.txt"], "[1]")[2]).toBe("the data is not a dictionary\n");
  const missing = join(place, "missing.json");
  expect(run([place, "fails.txt", missing])).toEqual([1, "", `cannot read ${missing}\n`]);
  expect(run([place])).toEqual([2, "", "usage: quill [--escape] FOLDER TEMPLATE [DATA]\n"]);
  expect(run([place, "fails.txt", "--nope"])[0]).toBe(2);
}, 60_000);

test("trap: files are read as Python reads them", () => {
  written("crlf.txt", "a\r\n  {% if true %}\r\nb\r{% endif %}\nc\r\n");
  written("bom.txt", "\ufeffx");
  const quill = new Environment(folder(place));
  expect(quill.render("crlf.txt")).toBe("a\nb\nc\n");
  expect(quill.render("bom.txt")).toBe("\ufeffx");
});

test("trap: names stay within the folder, and files have to be UTF-8", () => {
  mkdirSync(join(place, "in"), { recursive: true });
  written("secret.txt", "secret");
  written("in/bad.txt", new Uint8Array([97, 0xff, 98]));
  const load = folder(join(place, "in"));
  for (const name of [
    "../secret.txt",
    "/etc/passwd",
    "a/../../secret.txt",
    "",
    "x//y",
    ".",
    "a\0b",
  ])
    expect([name, load(name)]).toEqual([name, null]);
  expect(caught(() => new Environment(load).render("bad.txt"))).toMatchObject({
    message: "bad.txt:1:1: the file is not UTF-8",
  });
});

test("trap: data that is not UTF-8 at the command line", () => {
  written("letter.txt", "Dear {{ name }}");
  expect(run([place, "letter.txt"], new Uint8Array([123, 0xff, 125]))).toEqual([
    1,
    "",
    "the data is not UTF-8\n",
  ]);
}, 60_000);
