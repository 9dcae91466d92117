// Guarantee: What comes next is read from the files.
// A folder that GSD and a person have written, in the real host: it is adopted once, and its built
// phase is verified.
// Runs: in full only.
import { afterEach, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { FORMS, foreign } from "../fixtures/planning/forms.ts";
import { runHost } from "../harness/host.ts";
import { startModel } from "../harness/model.ts";
import { verificationFor } from "../harness/phases/verify.ts";
import { honestPhases } from "../harness/phases/whole.ts";
import { cleanup, git } from "../harness/project.ts";
import { obedientMain, team } from "../harness/team.ts";
import { mainRequests, PLUGIN, play } from "./scenario.ts";

afterEach(cleanup);

test("/multi-ai:roadmap adopt asks once, costs no request, and the built phase is verified", async () => {
  const project = foreign(FORMS.find(({ name }) => name === "commits that are in no history")!);
  const worker = honestPhases(undefined, (brief) =>
    brief.writes.endsWith("/verification.json") ? verificationFor(brief) : undefined,
  );
  const model = startModel({ script: team(worker, obedientMain) });
  const type = (prompt: string, home?: string) =>
    runHost({
      version: "new",
      project,
      plugin: PLUGIN,
      model,
      prompt,
      ...(home === undefined ? {} : { home }),
    });
  const shown = await type("/multi-ai:roadmap adopt");
  expect(shown.results.join("\n")).toContain(
    "plans (2): plans with a summary that is not by this program, or does not hold: 01-01, 02-01",
  );
  const [code] = /(?<=adopt )[0-9a-f]{6}/.exec(shown.results.join("\n"))!;
  const { results } = await type(`/multi-ai:roadmap adopt ${code} plans=done`, shown.home);
  expect(results.join("\n")).toContain("Noted:\nplans: they count as done");
  expect(git(project, "log", "-1", "--format=%s")).toBe("docs: adopt .planning");
  expect(results.join("\n")).toContain("Verify phase 2 (Search)");
  expect(mainRequests(model)).toEqual([]);
  const { state } = await play({
    ...{ version: "new", project, worker, home: shown.home, prompt: "/multi-ai:next --auto" },
  });
  expect(state.status).toBe("complete");
  expect(readFileSync(join(project, ".planning/ROADMAP.md"), "utf8")).toContain(
    "- [x] **Phase 2: Search**",
  );
}, 100_000);
