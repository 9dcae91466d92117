import type { Run, Start } from "../../engine/run.ts";
import { here } from "../../plugin.ts";
import { gitAnswer } from "../../project/git/git.ts";
import type { Project } from "../../project/project.ts";
import { diffTrees } from "../../project/trees/changes.ts";
import { type Env, isForeign } from "../../record/machine/outside.ts";
import { treeNow } from "../../record/subject.ts";
import { cut, firstLines, given, oneLine, plural, shortJson, someOf } from "../../text.ts";
import { moduleOf, sceneOf, startNameOf, startOf } from "../../workflows/index.ts";
import { findingParts } from "../../workflows/words/finding-words.ts";
import { namedText } from "./start-request.ts";

/** What a run is told as it starts: of the run or the branch that it builds on, and named files. */

/** `texts`: by the flag that has named each. `line`: for the person; null: nothing is to be said. */
interface StartTexts {
  texts: Record<string, string>;
  line: string | null;
  /** Why no run starts with these options; null: it may. */
  problem: string | null;
}

export function startTexts(project: Project, env: Env, { options, ...start }: Start): StartTexts {
  const told: StartTexts = { texts: {}, line: null, problem: null };
  for (const [flag, { takes }] of Object.entries(startOf(startNameOf(start)).flags)) {
    const named = options[flag];
    if (named === undefined) continue;
    if (takes === "file") {
      const text = namedText(project.root, named);
      if (text === null) told.problem = `--${flag}: ${named} cannot be read`;
      else told.texts[flag] = text;
    } else if (takes === "run") {
      const found = earlier(project, env, named);
      if ("problem" in found) told.problem = `--${flag}: ${found.problem}`;
      else {
        told.texts[flag] = cut(found.text, MAX_TOLD);
        told.line = found.line;
      }
    }
  }
  return told;
}

/** Characters: it stands in the first brief of each agent. */
const MAX_TOLD = 4_000;
const MAX_LINE = 200;
const MAX_LINES = 12;

type Earlier = { text: string; line: string } | { problem: string };

const part = (title: string, lines: readonly string[]): string[] =>
  given(
    lines.length > 0,
    `${title}:`,
    ...firstLines(lines, MAX_LINES).map((line) => `- ${cut(oneLine(line), MAX_LINE)}`),
  );

/** A run by its id, or by the branch that `multi-ai pr` made of it; else a branch. */
function earlier(project: Project, env: Env, named: string): Earlier {
  // Loaded on use, as the next ones: few runs build on another.
  const { runById } =
    require("../end/archived-runs.ts") as typeof import("../end/archived-runs.ts");
  const kept = runById(project, named.replace(/^multi-ai\/pr-/, ""));
  if (kept === null) return ofBranch(project.root, named);
  const { run, place } = kept;
  if (run.status !== "complete") return { problem: `run ${run.run} is not complete` };
  if (isForeign(project, env, place.task))
    return {
      problem: `run ${run.run} did not start here; ${here(`trust --run ${run.run}`)} makes it yours`,
    };
  return ofRun(place, run);
}

function ofRun(place: Project, run: Run): Earlier {
  const { reportFacts } = require("../views/report.ts") as typeof import("../views/report.ts");
  const { story, criteria, deviations, findings, files, base, final } = reportFacts(place, run);
  const scene = sceneOf(place, run);
  const own = (files ?? []).map(({ path }) => path);
  const now = own.length > 0 ? treeNow(scene) : null;
  /** Files of its own that differ now; null: that cannot be told. */
  const changedSince = (tree: string | null): string[] | null =>
    diffTrees(place, tree, now)?.flatMap(({ path }) => (own.includes(path) ? path : [])) ?? null;
  if (changedSince(base)?.length === 0)
    return {
      problem: `nothing of what run ${run.run} changed is in the project; bring it back first, or check out the branch that has it`,
    };
  const since = changedSince(final) ?? [];
  const open = findings.filter(({ state }) => ["open", "accepted", "outside"].includes(state));
  const mended = findings.filter(({ state }) => state === "mended").length;
  const name = story ?? oneLine(run.request.text);
  const text = [
    `Run ${run.run}: ${cut(name, MAX_LINE)}`,
    ...part("It was asked", [run.request.text]),
    ...part(
      "It had to meet",
      criteria.map(({ id, text }) => `${id}: ${text}`),
    ),
    ...part("Its plan", moduleOf(run.workflow).planned?.(scene) ?? []),
    ...part("Its work departs from that", deviations),
    ...part("It changed", own),
    ...part("Changed since it ended", since),
    ...part(
      "Its reviewers found, and it is open",
      open.map((one) => findingParts({ ...one, quote: "" }).join(" ")),
    ),
    ...given(mended > 0, `Found and fixed: ${plural(mended, "finding")}.`),
  ].join("\n");
  const differs = since.length > 0 ? ` Changed since it ended: ${someOf(since)}.` : "";
  return { text, line: `Builds on run ${run.run}: ${cut(name, 80)}.${differs}` };
}

/** A branch that HEAD has; no run is known for it, so its commits say what it is. */
function ofBranch(cwd: string, named: string): Earlier {
  const git = (...args: string[]) => gitAnswer(args, { cwd });
  const at = ["heads", "remotes"]
    .map((kind) => git("rev-parse", "--verify", "--quiet", `refs/${kind}/${named}^{commit}`))
    .find((commit) => commit !== null);
  if (at === undefined)
    return {
      problem: `found ${shortJson(named)}, expected a complete run (${here("runs")} lists them) or a branch`,
    };
  if (git("merge-base", at, "HEAD") !== at)
    return { problem: `HEAD does not have all of ${named}; first: git switch ${named}` };
  const commits = git("log", "--no-merges", `--max-count=${MAX_LINES}`, "--format=%s%n%b%x00", at);
  const text = [
    `The branch ${named}, whose commits are in the project.`,
    ...part(
      "Its newest commits",
      (commits ?? "").split("\0").filter((one) => one.trim() !== ""),
    ),
  ].join("\n");
  return { text, line: `Builds on the branch ${named}; the agents know its newest commits.` };
}
