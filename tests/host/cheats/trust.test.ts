// Cheats on whom the program believes: the host, the person, the tree, the tools. Each takes runs
// of its own, so they are tried by `npm run test:cheats`; below the host what stops them is tested
// in every run.
// Runs: with cheats only.
import { afterEach, expect, test } from "bun:test";
import { cleanup } from "../../harness/project.ts";
import "./folder.ts";
import "./programs.ts";
import "./tree.ts";
import { tally } from "./cheats.ts";
import { triedByTrust } from "./tried-by-trust.ts";

afterEach(cleanup);

test("every cheat of these files was tried and stopped", () => {
  const { missed, line } = tally(triedByTrust);
  console.log(line);
  expect(missed).toEqual([]);
});
