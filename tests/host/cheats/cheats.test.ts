// The suite of cheats: every one of the table is tried in the real host, and none gets an unearned
// pass. `npm test` tries those of answers; `npm run test:cheats` all of them, with those of
// trust.test.ts.
// Runs: with cheats too, first.
import { afterEach, expect, test } from "bun:test";
import { cleanup } from "../../harness/project.ts";
import "./answers.ts";
import { tally } from "./cheats.ts";
import { triedByTrust } from "./tried-by-trust.ts";

afterEach(cleanup);

const IS_ALL = process.env.MULTI_AI_CHEATS === "full";
if (IS_ALL)
  for (const part of ["shell", "conduct", "fixed", "reviewers"]) await import(`./${part}.ts`);

test("every false claim was refused, and with all that are tried every cheat was stopped", () => {
  const { missed, claims, line } = tally((name) => !triedByTrust(name));
  expect(claims.refused).toBe(claims.made);
  if (!IS_ALL) return;
  console.log(line);
  expect(missed).toEqual([]);
  expect(claims.made).toBeGreaterThan(10);
});
