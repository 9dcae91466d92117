// Guarantee: Evidence is checked, and unknown is not good.
// By the real host's own notes: what reviewers have read of a change that is too long for their
// briefs.
// Runs: in full only.
import { afterEach, describe, expect, test } from "bun:test";
import { codexReviewer } from "../harness/codex-reviewer.ts";
import { hostsOf } from "../harness/host.ts";
import { inFull } from "../harness/in-full.ts";
import { startModel } from "../harness/model.ts";
import { cleanup, DEFAULT_FILES, makeProject } from "../harness/project.ts";
import { reading, team } from "../harness/team.ts";
import { honest, implementation } from "../harness/workers.ts";
import { ofType, play } from "./scenario.ts";
import { attempt, bash, errors, tempted } from "./tempted.ts";

afterEach(cleanup);

/** Reviewers read what their briefs name. */
async function reviewed(version: Parameters<typeof play>[0]["version"], lines: number) {
  const long = Array.from({ length: lines }, (_, i) => `export const line${i} = ${i};\n`).join("");
  const script = team(
    honest((brief) => {
      if (!brief.writes.endsWith("impl-result.json")) return undefined;
      const work = implementation(brief);
      return { ...work, edits: { ...work.edits, "src/long.ts": long } };
    }),
  );
  const model = startModel({ script: reading(script), codex: codexReviewer() });
  const { events, state, run } = await play({ version, project: makeProject(), model });
  const unshown = ofType(events, "accepted").flatMap(({ facts }) =>
    facts?.unshown ? [facts.unshown] : [],
  );
  return {
    state,
    told: run.results.join("\n"),
    unshown: unshown.map((all) => all.map(({ path }) => path)),
  };
}

describe.each(hostsOf("new"))("a change that is too long for a brief (%s)", (version) => {
  test("is shown to who reads it: nothing is unknown", async () => {
    const { state, told, unshown } = await reviewed(version, 1_200);
    expect(state.status).toBe("complete");
    expect(unshown).toEqual([[], [], []]);
    expect(told).not.toContain("unknown");
  });

  inFull("is counted as unknown where it is too long for any reviewer, too", async () => {
    const { state, told, unshown } = await reviewed(version, 9_000);
    expect(state.status).toBe("complete");
    // What else is read beside a call that fails differs by who carries the run.
    expect(unshown.at(-1)).toContain("src/long.ts");
    expect(told).toMatch(/unknown: \d files? shown to no reviewer/);
  });
});

test.each(hostsOf("new"))(
  "what was committed before the implementation is told to reviewers, and counted (%s)",
  async (version) => {
    const commit = attempt(
      bash(
        "echo 'export const theirs = 1;' > src/theirs.ts && git add -A && git commit -qm Theirs",
      ),
    );
    const told: string[] = [];
    const worker = honest((brief) => {
      if (brief.writes.includes("code-review")) told.push(brief.text);
      return undefined;
    });
    const project = makeProject({ files: DEFAULT_FILES });
    const { state, run } = await play({
      version,
      project,
      worker,
      main: tempted({ T6: [commit] }),
    });
    expect([state.status, errors(commit), told.length]).toEqual(["complete", [false], 2]);
    for (const one of told)
      expect(one).toContain(
        "Committed before the implementation, and no part of the change under review\nsrc/theirs.ts\n",
      );
    expect(run.results.join("\n")).toContain("unknown: 1 file shown to no reviewer");
  },
);
