// A milestone in the real host: audit-milestone verifies each of its phases, one run behind the
// other, and what these leave open asks for a reason when it is completed.
// Runs: in full only.
import { afterEach, expect, test } from "bun:test";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { inFull } from "../harness/in-full.ts";
import { startModel } from "../harness/model.ts";
import { verificationFor } from "../harness/phases/verify.ts";
import { cleanup, git } from "../harness/project.ts";
import { obedientMain, team } from "../harness/team.ts";
import { GOODBYE, GREETING, project as milestone } from "../workflows/phases/milestone/given.ts";
import { type Carrier, carried } from "./carried.ts";
import { mainRequests } from "./scenario.ts";

afterEach(cleanup);

async function verified(carrier: Carrier) {
  const project = milestone({ ".planning/config.json": '{ "mode": "interactive" }\n' });
  for (const path of [`${GREETING}/01-VERIFICATION.md`, `${GOODBYE}/02-VERIFICATION.md`])
    rmSync(join(project, path));
  git(project, "add", "-A");
  git(project, "commit", "-q", "-m", "docs: plans");
  const worker = (brief: Parameters<typeof verificationFor>[0]) => ({
    artifact: verificationFor(brief),
  });
  const model = startModel({ script: team(worker, obedientMain) });
  await carried(carrier, {
    ...{ project, model },
    typed: [
      ["audit-milestone", "", "--auto"],
      ["complete-milestone", "", "--auto"],
    ],
  });
  const read = (path: string): string => readFileSync(join(project, ".planning", path), "utf8");
  for (const path of ["01-greeting/01", "02-goodbye/02"])
    expect(read(`milestones/v1.0-phases/${path}-VERIFICATION.md`)).toContain("status: passed");
  expect(git(project, "log", "-3", "--format=%s")).toMatch(
    /^docs: complete-milestone\n.*docs: verify-work 02\n.*docs: verify-work 01/,
  );
  return mainRequests(model).length;
}

test("in sessions", () => verified("session"), 100_000);
inFull("headless", async () => expect(await verified("direct")).toBe(0));
