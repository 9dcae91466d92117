// Random work of three areas that does not overlap: the checkout gets all of it, whatever the
// order, and nothing else.
// Runs: in full only.
import { expect, test } from "bun:test";
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { scan } from "../scan.ts";
import { workstreams } from "./projects.ts";
import { RUN, worked } from "./results.ts";

const { commit, folder, git, merge, path, persons } = workstreams();

const AREAS = ["backend", "frontend", "plattform-ü"];

/**
 * `path` is below a name of the area's own; `line` is one of its part of the file that all of them
 * change.
 */
type Edit =
  | { do: "write"; path: string; text: string; exec: boolean }
  | { do: "link"; path: string; target: string }
  | { do: "remove"; path: string }
  | { do: "line"; line: number; text: string | null };

const inner = fc.constantFrom("a", "b", "a/b", "a/c", "d/e/f", "日本 x", " '$(x)\\\"", "-rf");
const content = fc.oneof(
  fc.string({ maxLength: 30 }),
  fc.constantFrom("", "same\n", "\0bin", "x\r\ny\r\n"),
);
const edit: fc.Arbitrary<Edit> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("write" as const),
      path: inner,
      text: content,
      exec: fc.boolean(),
    }),
  },
  fc.record({
    do: fc.constant("link" as const),
    path: inner,
    target: fc.constantFrom("a", "../out", "nowhere"),
  }),
  { weight: 2, arbitrary: fc.record({ do: fc.constant("remove" as const), path: inner }) },
  fc.record({
    do: fc.constant("line" as const),
    line: fc.nat(7),
    text: fc.option(fc.constantFrom("new", "", "two\nlines"), { nil: null }),
  }),
);

const SHARED = "shared.txt";
const ROWS = 10;

/**
 * Carries an area's edits out. Both ways of holding its files, a folder of its own and among
 * others' files, are used.
 */
function apply(root: string, area: number, edits: Edit[]): void {
  for (const one of edits) {
    if (one.do === "line") {
      const rows = readFileSync(join(root, SHARED), "utf8").split("\n");
      const at = rows.findIndex((row) => row.startsWith(`${area}.${one.line} `));
      if (at < 0) continue;
      rows.splice(at, 1, ...(one.text === null ? [] : [`${area}.${one.line} ${one.text}`]));
      writeFileSync(join(root, SHARED), rows.join("\n"));
      continue;
    }
    const file = join(
      root,
      one.path.startsWith("a") ? `src/${one.path}` : "",
      `${AREAS[area]}-${one.path}`,
    );
    rmSync(file, { recursive: true, force: true });
    if (one.do === "remove") continue;
    for (let above = dirname(file); above.length > root.length; above = dirname(above))
      if (lstatSync(above, { throwIfNoEntry: false })?.isDirectory() === false) rmSync(above);
    mkdirSync(dirname(file), { recursive: true });
    if (one.do === "link") symlinkSync(one.target, file);
    else {
      writeFileSync(file, one.text);
      chmodSync(file, one.exec ? 0o755 : 0o644);
    }
  }
}

const edits = fc.array(edit, { maxLength: 8 });
const each = fc.tuple(edits, edits, edits);

test("work without overlaps is merged as if all of it had been done in the checkout, in every order", () => {
  fc.assert(
    fc.property(
      each,
      each,
      fc.shuffledSubarray([0, 1, 2], { minLength: 3 }),
      (before, after, order) => {
        const root = folder();
        const model = folder("model");
        git(root, "init", "-q");
        const rows = AREAS.flatMap((_, area) =>
          Array.from({ length: ROWS }, (_, row) => `${area}.${row} old`),
        );
        for (const place of [root, model]) {
          writeFileSync(join(place, SHARED), `${rows.join("\n")}\n`);
          before.forEach((all, area) => void apply(place, area, all));
        }
        // A part of it is committed, the rest is not.
        git(root, "add", SHARED);
        git(root, "commit", "-qm", "first");
        const mine = persons(root);
        const names = order.map((area) => AREAS[area]!);
        for (const area of order) {
          const place = path(root, AREAS[area]!);
          expect(scan(place)).toEqual(scan(root));
          apply(place, area, after[area]!);
          worked(commit(root, AREAS[area]!));
          apply(model, area, after[area]!);
        }
        worked(merge(root, names));
        const made = git(root, "rev-parse", `refs/multi-ai/${RUN}-merged`);
        expect(scan(root)).toEqual(scan(model));
        worked(merge(root, names.toReversed()));
        expect(git(root, "rev-parse", `refs/multi-ai/${RUN}-merged`)).toBe(made);
        expect(scan(root)).toEqual(scan(model));
        expect(persons(root)).toEqual(mine);
        for (const place of [root, model]) rmSync(place, { recursive: true });
      },
    ),
    { numRuns: 60 },
  );
});
