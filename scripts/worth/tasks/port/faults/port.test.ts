import { afterAll, beforeAll, expect, test } from "bun:test";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type Dictionary,
  Environment,
  FilterError,
  loadData,
  TemplateError,
  type Value,
} from "../typescript/src/index.ts";

const caught = (work: () => unknown): unknown => {
  try {
    work();
  } catch (error) {
    return error;
  }
  return null;
};
const text = (work: () => unknown): unknown => (caught(work) as Error | null)?.message ?? null;
const dictionary = (json: string): Dictionary => loadData(json) as Dictionary;

function once<T>(work: () => T): () => T {
  let made: { value: T } | null = null;
  return () => {
    made ??= { value: work() };
    return made.value;
  };
}

let place = "";
beforeAll(() => {
  place = mkdtempSync(join(tmpdir(), "quill-"));
});
afterAll(() => rmSync(place, { recursive: true, force: true }));

test("a filter that renders with the same environment leaves the rendering around it alone", () => {
  const templates: Record<string, string> = {
    inner: "{% extends 'base' %}{% block b %}inner {{ name }}{% endblock %}",
    base: "<{% block b %}{% endblock %}>",
    outer:
      "{% extends 'base' %}{% block b %}{{ name }} {{ 1|nested }} {{ name }}{% set x %}a{{ 1|nested }}b{% endset %}{{ x }}{% endblock %}",
  };
  const quill: Environment = new Environment((name) => templates[name] ?? null, {
    filters: { nested: () => quill.render("inner", new Map([["name", "Bob"]])) },
  });
  expect(quill.render("outer", new Map([["name", "Ada"]]))).toBe(
    "<Ada <inner Bob> Adaa<inner Bob>b>",
  );
});

test("templates that failed leave nothing behind for those that are rendered later", () => {
  const quill = new Environment((name) => (name === "part" ? "{{ nope }}" : null));
  const source = "{% macro f(a) %}{{ a / 0 }}{% endmacro %}{{ f(1) }}";
  for (let at = 0; at < 30; at++) {
    expect(text(() => quill.renderText("{% include 'part' %}"))).toContain("nope is not defined");
    expect(text(() => quill.renderText(source))).toBe("text:1:22: division by zero");
  }
});

test("names that are set in a template do not get into the data", () => {
  const data = dictionary('{"a": 1}');
  const quill = new Environment();
  const source =
    "{% set a = 2 %}{% set b = 3 %}{% macro f() %}{% endmacro %}{% for x in [1] if x %}{% endfor %}{{ a }}";
  expect(quill.renderText(source, data)).toBe("2");
  expect([...data]).toEqual([["a", 1n]]);
});

test("lists of the data stay as they are when they are sorted, reversed or filled up", () => {
  const data = dictionary('{"l": [3, 1, 2], "p": [{"k": 2}, {"k": 1}]}');
  const quill = new Environment();
  quill.renderText(
    "{{ l|sort }}{{ l|reverse }}{{ l|sort(reverse=true) }}{{ p|sort('k') }}{{ l|batch(2, 0) }}{{ l|sum }}{{ l|unique }}{{ l|max }}{{ l + [1] }}",
    data,
  );
  expect(data).toEqual(dictionary('{"l": [3, 1, 2], "p": [{"k": 2}, {"k": 1}]}'));
});

test("a list that grows while it is looped over is gone through as it was", () => {
  const list: Value[] = [1n, 2n];
  let calls = 0;
  const grow = (value: Value): Value => {
    if (++calls > 50) throw new Error("without an end");
    list.push(value);
    return value;
  };
  const quill = new Environment(undefined, { filters: { grow } });
  expect(
    quill.renderText(
      "{% for x in l %}{{ x|grow }}/{{ loop.length }} {% endfor %}",
      new Map([["l", list]]),
    ),
  ).toBe("1/2 2/2 ");
});

test("names that every object has are no filters, no tests and no tags", () => {
  const quill = new Environment();
  for (const name of ["constructor", "toString", "__proto__", "hasOwnProperty"]) {
    expect(text(() => quill.renderText(`{{ 1|${name} }}`))).toBe(
      `text:1:6: unknown filter '${name}'`,
    );
    expect(text(() => quill.renderText(`{{ 1 is ${name} }}`))).toBe(
      `text:1:9: unknown test '${name}'`,
    );
    expect(text(() => quill.renderText(`{% ${name} %}`))).toBe(`text:1:4: unknown tag '${name}'`);
  }
});

test("names that every object has are no currencies", () => {
  const quill = new Environment();
  for (const name of ["constructor", "toString", "__proto__"])
    expect(text(() => quill.renderText("{{ 1|money(c) }}", new Map([["c", name]])))).toBe(
      `text:1:6: unknown currency '${name}'`,
    );
});

test("another error of a filter of one's own comes back as it is", () => {
  const failure = new RangeError("the service is away");
  const quill = new Environment((name) => (name === "part" ? "{{ 1|fails }}" : null), {
    filters: {
      fails: () => {
        throw failure;
      },
      bad: () => {
        throw new FilterError("bad");
      },
    },
  });
  expect(caught(() => quill.renderText("{{ 1|fails }}"))).toBe(failure);
  expect(caught(() => quill.renderText("{% include 'part' %}"))).toBe(failure);
  expect(caught(() => quill.renderText("{{ 1|bad }}"))).toBeInstanceOf(TemplateError);
});

test("a template that could not be parsed is loaded again when it is asked for again", () => {
  let source = "{{ 1 +";
  const quill = new Environment(() => source);
  const first = "a:1:1: {{ has no end (included at text:1:1)";
  expect(text(() => quill.renderText("{% include 'a' %}"))).toBe(first);
  expect(text(() => quill.renderText("{% include 'a' %}"))).toBe(first);
  source = "mended";
  expect(quill.renderText("{% include 'a' %}")).toBe("mended");
});

test("a limit of no characters lets nothing through", () => {
  const quill = new Environment(undefined, { maxLength: 0 });
  expect(quill.renderText("{% set x = 1 %}{{ '' }}")).toBe("");
  expect(text(() => quill.renderText("{{ 'a' }}"))).toBe(
    "text:1:1: the text is longer than 0 characters",
  );
});

test("a limit of characters counts for each rendering by itself", () => {
  const quill = new Environment(undefined, { maxLength: 3 });
  for (let at = 0; at < 3; at++) {
    expect(quill.renderText("{{ 'abc' }}")).toBe("abc");
    expect(text(() => quill.renderText("abcd"))).toContain("longer than 3 characters");
  }
});

/** What Python does with limits, by line; null: there is no Python. */
const python = once((): string[] | null => {
  if (Bun.which("python3") === null) return null;
  const script = `
from quill import Environment, TemplateError
quill = Environment(max_length=0)
print(repr(quill.render_text("{% set x = 1 %}")))
try:
    print(quill.render_text("a"))
except TemplateError as error:
    print(error)
quill = Environment(max_length=3)
for text in ("abc", "def", "ghi"):
    try:
        print(quill.render_text(text))
    except TemplateError as error:
        print(error)
`;
  const done = Bun.spawnSync(["python3", "-c", script], {
    cwd: join(import.meta.dir, "..", "python"),
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: "1" },
  });
  return (String(done.stdout) + String(done.stderr)).trim().split("\n");
});

test("a limit of no characters lets nothing through in Python", () => {
  expect(python()?.slice(0, 2) ?? null).toEqual(
    python() && ["''", "text:1:1: the text is longer than 0 characters"],
  );
}, 60_000);

test("a limit of characters counts for each rendering by itself in Python", () => {
  expect(python()?.slice(2) ?? null).toEqual(python() && ["abc", "def", "ghi"]);
}, 60_000);

/** How much time of the processor the quickest of some calls takes. */
function quickest(work: () => void): number {
  let best = Number.POSITIVE_INFINITY;
  for (let at = 0; at < 4; at++) {
    const { user, system } = process.cpuUsage();
    work();
    const now = process.cpuUsage();
    best = Math.min(best, (now.user - user + now.system - system) / 1_000);
  }
  return best;
}

/** Eight times as much takes not much more than eight times as long. */
function expectLinear(size: number, work: (size: number) => () => void): void {
  const [small, large] = [work(size), work(size * 8)];
  small();
  const [short, long] = [quickest(small), quickest(large)];
  // What is quick either way says nothing.
  expect(long / Math.max(short, 5)).toBeLessThan(28);
}

test("the places of a long template cost no more than its length", () => {
  const quill = new Environment();
  expectLinear(250, (size) => {
    const source = "some text of a line {% set x = 1 %}\n".repeat(size);
    return () => quill.renderText(source);
  });
}, 60_000);

test("a limit of characters costs no more than the length of the text", () => {
  const quill = new Environment(undefined, { maxLength: 1_000_000_000 });
  expectLinear(1_000, (size) => {
    const data = new Map([["l", Array.from({ length: size }, () => "some text of a line")]]);
    return () => quill.renderText("{% for x in l %}{{ x }}{% endfor %}", data);
  });
}, 60_000);

test("white space inside of a text costs no more than its length", () => {
  const quill = new Environment();
  expectLinear(1_500, (size) => {
    const data = new Map([["s", `a${" \n".repeat(size)}b`]]);
    return () => quill.renderText("{{ s|trim|length }}{{ s|truncate(9000000)|length }}", data);
  });
  expectLinear(1_500, (size) => {
    const source = `a${" \t".repeat(size)}b{% set x = 1 %}`;
    return () => quill.renderText(source);
  });
}, 60_000);

test("all of a long text gets through a pipe that is read slowly", async () => {
  writeFileSync(join(place, "long.txt"), "{{ ('x' * 1000) * 900 }}{{ ('y' * 1000) * 900 }}");
  const cli = join(import.meta.dir, "..", "typescript", "src", "cli.ts");
  const child = Bun.spawn(
    ["sh", "-c", `"$0" "$1" "$2" long.txt | { sleep 1; wc -c; }`, process.execPath, cli, place],
    { stdin: new Blob(["{}"]), stdout: "pipe", stderr: "ignore" },
  );
  expect(Number(await new Response(child.stdout).text())).toBe(1_800_000);
}, 60_000);
