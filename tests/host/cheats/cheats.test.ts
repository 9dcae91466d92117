// The suite of cheats: every one of the table is tried in the real host, and none gets an unearned pass. Those of trust.test.ts
// are tried by `npm run test:cheats` alone.
import { afterEach, expect, test } from "bun:test";
import { cleanup } from "../../harness/project.ts";
import "./answers.ts";
import "./conduct.ts";
import "./fixed.ts";
import "./frozen.ts";
import "./reviewers.ts";
import "./shell.ts";
import { tally } from "./cheats.ts";
import { triedByTrust } from "./tried-by-trust.ts";

afterEach(cleanup);

test("every cheat of the table was tried and stopped", () => {
  const { missed, claims, line } = tally((name) => !triedByTrust(name));
  console.log(line);
  expect(missed).toEqual([]);
  expect(claims.made).toBeGreaterThan(30);
  expect(claims.refused).toBe(claims.made);
});
