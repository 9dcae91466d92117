// A milestone is audited in the real host, and completed: one agent looks at all phases, and what
// it misses asks for a reason.
// Runs: in full only.
import { afterEach, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { inFull } from "../harness/in-full.ts";
import { startModel } from "../harness/model.ts";
import { verificationFor } from "../harness/phases/verify.ts";
import { cleanup, git } from "../harness/project.ts";
import { obedientMain, team } from "../harness/team.ts";
import { project as milestone } from "../workflows/phases/milestone/given.ts";
import { type Carrier, carried } from "./carried.ts";
import { mainRequests } from "./scenario.ts";

afterEach(cleanup);

async function audited(carrier: Carrier) {
  const project = milestone({ ".planning/config.json": '{ "mode": "interactive" }\n' });
  git(project, "add", "-A");
  git(project, "commit", "-q", "-m", "docs: plans");
  const worker = (brief: Parameters<typeof verificationFor>[0]) => ({
    artifact: verificationFor(brief, { unmet: { "GREET-02": "Nobody says goodbye." } }),
  });
  const model = startModel({ script: team(worker, obedientMain) });
  const asked: string[] = [];
  const { count } = await carried(carrier, {
    ...{ project, model, otherwise: (kind) => void asked.push(kind) },
    typed: [
      ["audit-milestone", "", "--auto"],
      ["complete-milestone", "", "--auto"],
    ],
    answers: { "milestone-open": () => ["waive", "Goodbyes come later."] },
  });
  expect([asked, count]).toEqual([["milestone-open"], 8]);
  const read = (path: string): string => readFileSync(join(project, ".planning", path), "utf8");
  expect(read("milestones/v1.0-MILESTONE-AUDIT.md")).toMatch(
    /^status: gaps_found$[\s\S]*evidence: Nobody says goodbye\.$/m,
  );
  const open = ".planning/v1.0-MILESTONE-AUDIT.md: gaps_found: GREET-02";
  expect(read("MILESTONES.md")).toContain(`(Goodbyes come later.):\n\n- ${open}\n`);
  expect(git(project, "log", "-2", "--format=%s")).toMatch(
    /^docs: complete-milestone.*\ndocs: audit-milestone/,
  );
  return mainRequests(model).length;
}

test("in sessions", () => audited("session"), 100_000);
inFull("headless", async () => expect(await audited("direct")).toBe(0));
