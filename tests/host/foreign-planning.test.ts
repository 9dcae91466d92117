// Guarantee: What comes next is read from the files.
// A folder that GSD and a person have written, in the real host: its built phase is verified, and
// STATE.md says so.
// Runs: in full only.
import { afterEach, expect, test } from "bun:test";
import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { FORMS, inForm } from "../fixtures/planning/forms.ts";
import { runHost } from "../harness/host.ts";
import { startModel } from "../harness/model.ts";
import { verificationFor } from "../harness/phases/verify.ts";
import { honestPhases } from "../harness/phases/whole.ts";
import { cleanup, git, makeProject } from "../harness/project.ts";
import { obedientMain, team } from "../harness/team.ts";
import { mainRequests, ofType, PLUGIN, play } from "./scenario.ts";

afterEach(cleanup);

const FIXTURE = join(import.meta.dir, "../fixtures/planning/core-1.14");

test("short summaries, ranges of ids and a colon in STATE.md keep no phase from its verification", async () => {
  const project = makeProject();
  cpSync(FIXTURE, join(project, ".planning"), { recursive: true });
  const at = (path: string): string => join(project, ".planning", path);
  const change = (path: string, from: string, to: string): void =>
    writeFileSync(at(path), readFileSync(at(path), "utf8").replace(from, to));
  change("ROADMAP.md", "- [x] **Phase 1: Base**", "- [ ] **Phase 1: Base**");
  change("ROADMAP.md", "FIND-01", "FIND-01 through FIND-03");
  change("STATE.md", "stopped_at: Phase 1 done", "stopped_at: Phase 1: done");
  writeFileSync(at("phases/01-base/01-01-SUMMARY.md"), "# Summary\n\nNotes lie in one file.\n");
  rmSync(at("phases/01-base/01-VERIFICATION.md"));
  writeFileSync(join(project, "src/store.ts"), "export {};\n");
  git(project, "add", "-A");
  git(project, "commit", "-q", "-m", "feat(01-01): keep notes");
  const worker = honestPhases(undefined, (brief) =>
    brief.writes.endsWith("/verification.json") ? verificationFor(brief) : undefined,
  );
  const { events, state } = await play({
    version: "new",
    project,
    worker,
    prompt: "/multi-ai:next --auto",
  });
  expect([ofType(events, "run_created").at(-1)?.entry, state.status]).toEqual([
    "verify-work",
    "complete",
  ]);
  expect(ofType(events, "refused")).toEqual([]);
  expect(readFileSync(at("ROADMAP.md"), "utf8")).toContain("- [x] **Phase 1: Base**");
  expect(readFileSync(at("STATE.md"), "utf8")).toContain("\nStopped at: verify-work 01 is done\n");
}, 100_000);

test("/multi-ai:roadmap adopt asks once, costs no request, and the built phase is verified", async () => {
  const project = inForm(FORMS.find(({ name }) => name === "commits that are in no history")!);
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
    "plans (1): plans with a summary, but nothing shows the work: 02-01",
  );
  const [code] = /(?<=adopt )[0-9a-f]{6}/.exec(shown.results.join("\n"))!;
  const { results } = await type(`/multi-ai:roadmap adopt ${code} plans=done`, shown.home);
  expect(results.join("\n")).toContain("Noted:\nplans: they count as done");
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
