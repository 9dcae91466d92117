// The first run played again in the real Claude Code: the pictures of docs/first-run.md say what a
// person sees today. Where the sandbox of Codex does not start, a screen says so.
// Runs: in full only, on disk.
import { afterEach, expect } from "bun:test";
import { PICTURES, playFirstRun, wordsOf } from "../../scripts/first-run-pictures.ts";
import { read } from "../docs/pages.ts";
import { needing } from "../harness/needs.ts";
import { cleanup } from "../harness/project.ts";

afterEach(cleanup);

needing("sandbox of Codex")(
  "the pictures of the first run have the words of its screens; else `bun scripts/first-run-pictures.ts` makes them anew",
  async () => {
    const seen = await playFirstRun();
    const words = (svgs: string[]) =>
      svgs.map((svg, index) => ({ picture: PICTURES[index], words: wordsOf(svg) }));
    expect(words(seen)).toEqual(words(PICTURES.map(read)));
  },
);
