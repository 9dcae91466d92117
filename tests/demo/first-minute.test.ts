// The first minute of each workflow played again in the real Claude Code: the pictures say what a
// person sees today.
// Runs: in full only.
import { afterEach, expect, test } from "bun:test";
import { playFirstMinutes } from "../../scripts/first-minute-pictures.ts";
import { wordsOf } from "../../scripts/first-run-pictures.ts";
import { read } from "../docs/pages.ts";
import { cleanup } from "../harness/project.ts";

afterEach(cleanup);

test("the pictures of the first minutes have the words of their screens; else `bun scripts/first-minute-pictures.ts` makes them anew", async () => {
  const page = read("docs/first-minute.md");
  for (const [path, svg] of Object.entries(await playFirstMinutes())) {
    expect(page).toContain(path.replace(/^docs\//, ""));
    expect({ path, words: wordsOf(svg) }).toEqual({ path, words: wordsOf(read(path)) });
  }
});
