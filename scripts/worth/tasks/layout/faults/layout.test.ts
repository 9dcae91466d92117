import { expect, test } from "bun:test";
import { join } from "node:path";
import {
  type Column,
  fromMarkdown,
  type Row,
  stream,
  table,
  toMarkdown,
  wrap,
} from "../src/index.ts";

/** How much time of the processor the quickest of some calls takes. */
function quickest(work: () => void): number {
  let best = Number.POSITIVE_INFINITY;
  for (let at = 0; at < 2; at++) {
    const { user, system } = process.cpuUsage();
    work();
    const now = process.cpuUsage();
    best = Math.min(best, (now.user - user + now.system - system) / 1_000);
  }
  return best;
}

/** Sixteen times as much takes not much more than sixteen times as long. */
function expectLinear(size: number, work: (size: number) => () => void): void {
  const [small, large] = [work(size), work(size * 16)];
  small();
  const [short, long] = [quickest(small), quickest(large)];
  // What is quick either way says nothing.
  expect(long / Math.max(short, 1)).toBeLessThan(64);
}

test("a long paragraph is wrapped in no more time than its length takes", () => {
  expectLinear(500, (size) => {
    const text = "some words of a text ".repeat(size);
    return () => wrap(text, 20);
  });
}, 60_000);

test("blanks inside of a cell of Markdown cost no more than their length", () => {
  expectLinear(800, (size) => {
    const data = { head: ["h"], rows: [[`a${" \t".repeat(size)}b`]] };
    return () => fromMarkdown(toMarkdown(data));
  });
}, 60_000);

test("rows and options stay as they are", () => {
  const rows: Row[] = [["a", "b", "c"], ["d"], [{ text: "e\tf\r\ng", span: 2 }]];
  const columns: Column[] = [{}, { share: 1 }];
  const options = { head: ["h"], columns, width: 30, border: "light" } as const;
  const before = JSON.stringify([rows, options]);
  table(rows, options);
  expect(JSON.stringify([rows, options])).toBe(before);
});

test("options that are used again do not bring the widths of other rows", () => {
  const options = { border: "ascii", columns: [{ align: "decimal" }] } as const;
  expect(table([["1.25"]], options)).toBe("+------+\n| 1.25 |\n+------+");
  expect(table([["1"], ["12345.5"]], options)).toBe(
    "+---------+\n|     1   |\n| 12345.5 |\n+---------+",
  );
});

async function read(lines: AsyncIterable<string>): Promise<[string[], unknown]> {
  const all: string[] = [];
  try {
    for await (const line of lines) all.push(line);
  } catch (error) {
    return [all, error];
  }
  return [all, null];
}

test("a stream closes its source when a row is wrong", async () => {
  let closed = false;
  async function* rows(): AsyncGenerator<Row> {
    try {
      yield ["a"];
      yield ["b", "c"];
      yield ["d"];
    } finally {
      closed = true;
    }
  }
  const [lines, error] = await read(stream(rows(), { sample: 1 }));
  expect([lines, error instanceof RangeError, closed]).toEqual([["a"], true, true]);
});

test("an error of the source of a stream comes to whoever reads", async () => {
  const failure = new Error("the service is away");
  async function* rows(): AsyncGenerator<Row> {
    yield ["a"];
    throw failure;
  }
  expect((await read(stream(rows(), { sample: 1 })))[1]).toBe(failure);
  expect((await read(stream(rows(), { sample: 5 })))[1]).toBe(failure);
});

test("two streams at the same time do not get into one another", async () => {
  async function* rows(cells: string[]): AsyncGenerator<Row> {
    for (const cell of cells) {
      await Promise.resolve();
      yield [cell, "x"];
    }
  }
  const [one, other] = await Promise.all([
    read(stream(rows(["a", "b", "c"]), { sample: 2 })),
    read(stream(rows(["dddd", "e"]), { sample: 3 })),
  ]);
  expect([one[0], other[0]]).toEqual([
    ["a  x", "b  x", "c  x"],
    ["dddd  x", "e     x"],
  ]);
});

test("a reader that has enough is no error at the command line", () => {
  const cli = join(import.meta.dir, "..", "src", "cli.ts");
  const done = Bun.spawnSync(["sh", "-c", `"$0" "$1" | head -n 1`, process.execPath, cli], {
    stdin: Buffer.from("some\tcells\n".repeat(30_000)),
  });
  expect([String(done.stdout), String(done.stderr)]).toEqual(["some  cells\n", ""]);
}, 60_000);
