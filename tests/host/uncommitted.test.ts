// Guarantee: Nothing is lost.
// What a person has in a checkout and nowhere else outlives the ordinary git commands of an agent, in the host.
import { afterEach, describe, expect, test } from "bun:test";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { findProject } from "../../src/project/project.ts";
import { readRun } from "../../src/run/life/run.ts";
import { reportFacts } from "../../src/run/views/report.ts";
import { hostsOf } from "../harness/host.ts";
import { cleanup, DEFAULT_FILES, git, makeProject, writeFiles } from "../harness/project.ts";
import type { Worker } from "../harness/team.ts";
import { honest } from "../harness/workers.ts";
import { play } from "./scenario.ts";

afterEach(cleanup);

const MINE = {
  "notes.txt": "mine\n",
  "docs/draft.md": "# Draft\n",
  "README.md": "# Mine\n",
  "docs/later.md": "later\n",
};

/** A project with uncommitted files, a stash and an unmerged branch of its person. */
function makeCheckout(): string {
  const root = makeProject({ files: { ...DEFAULT_FILES, "notes.txt": "old\n" } });
  writeFiles(root, { "idea.txt": "idea\n" });
  git(root, "add", "idea.txt");
  git(root, "stash", "push", "-m", "an idea");
  git(root, "switch", "-q", "-c", "try");
  writeFiles(root, { "try.txt": "try\n" });
  git(root, "add", "try.txt");
  git(root, "commit", "-qm", "try");
  git(root, "switch", "-q", "main");
  const { "notes.txt": notes, "docs/draft.md": draft } = MINE;
  writeFiles(root, { "notes.txt": notes, "docs/draft.md": draft });
  return root;
}

/** A run whose implementer types a command after its person has saved more files. */
async function typed(version: string, command: string) {
  const root = makeCheckout();
  const state = () =>
    ["rev-parse HEAD", "symbolic-ref HEAD", "rev-parse try", "stash list --format=%H"].map((one) =>
      git(root, ...one.split(" ")),
    );
  const was = state();
  const good = honest();
  let isSaved = false;
  const worker: Worker = (brief, { turn }) => {
    if (!brief.writes.endsWith("impl-result.json")) return good(brief);
    if (turn === 0) return { calls: [{ name: "Bash", input: { command: "true", description: "Look" } }] };
    if (!isSaved) writeFiles(root, { "README.md": MINE["README.md"], "docs/later.md": MINE["docs/later.md"] });
    isSaved = true;
    if (turn === 1)
      return { calls: [{ name: "Bash", input: { command, description: "See whether it failed before" } }] };
    return good(brief);
  };
  const played = await play({ version: version as never, project: root, worker });
  const there = Object.fromEntries(
    Object.keys(MINE).map((name) => [
      name,
      existsSync(join(root, name)) ? readFileSync(join(root, name), "utf8") : null,
    ]),
  );
  const place = findProject(root);
  return { ...played, root, there, was, is: state(), report: reportFacts(place, readRun(place)!) };
}

describe.each(hostsOf("new"))("uncommitted work (%s)", (version) => {
  test.each([
    "git stash -q; git reset -q --hard; git clean -fdq; git stash pop -q",
    "git stash drop -q; git branch -q -D try",
    "git add -A && git commit -qm 'Say goodbye'",
  ])("stays where an agent types: %s", async (command) => {
    const { state, there, was, is, report } = await typed(version, command);
    expect(state.status).toBe("complete");
    expect(there).toEqual(MINE);
    expect(is).toEqual(was);
    expect(report.files?.map(({ path }) => path)).toEqual(["src/goodbye.ts", "tests/goodbye.test.ts"]);
  });
});
