// The suite of cheats: every one of the table is tried in the real host, and none gets an unearned pass.
import { afterEach, expect, test } from "bun:test";
import { cleanup } from "../../harness/project.ts";
import "./answers.ts";
import "./conduct.ts";
import "./counterparts.ts";
import "./doors.ts";
import "./evidence.ts";
import "./fixed.ts";
import "./folder.ts";
import "./frozen.ts";
import "./programs.ts";
import "./reviewers.ts";
import "./shell.ts";
import "./tree.ts";
import { tally } from "./cheats.ts";

afterEach(cleanup);

test("every cheat of the table was tried and stopped", () => {
  const { missed, claims, line } = tally();
  console.log(line);
  expect(missed).toEqual([]);
  expect(claims.made).toBeGreaterThan(30);
  expect(claims.refused).toBe(claims.made);
});
