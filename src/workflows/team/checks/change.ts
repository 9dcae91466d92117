import { approvedCommands, type Run } from "../../../engine/run.ts";
import { attempt } from "../../../process/attempt.ts";
import { changedFiles, readFiles } from "../../../project/changes.ts";
import { denyList } from "../../../project/deny-list.ts";
import { unlessUnreadable } from "../../../project/kept-trees.ts";
import { treeStore } from "../../../project/project.ts";
import { baseOf, beforeWork } from "../../../record/accepted.ts";
import type { Scene } from "../../../record/scene.ts";
import { isObject } from "../../../store/small-file.ts";
import { someOf } from "../../../text.ts";
import { ruledFiles, rulesOf } from "../../small/rules.ts";
import { REST } from "../areas.ts";
import { isTestOf, partsOf } from "../ownership.ts";
import type { TeamFacts } from "../recorded.ts";
import { outgrown, trackOf } from "../tracks.ts";
import { PART_SCRIPTS } from "./commands.ts";

/** The change of a run as the rules of stage 05 look at it. */
export interface Change {
  /** Rules that ask for a security review; null: they could not be tried, and it is due. */
  rules: string[] | null;
  /** The same without test files: a test of the login changes no login. */
  codeRules: string[] | null;
  /** The warning about what decides how scripts and tests run. */
  notes: string[];
  /** The change is more than the run's track is for. */
  outgrown: TeamFacts["outgrown"];
  /** No owner has changed a file. */
  isEmpty: boolean;
}

const UNKNOWN: Change = { rules: null, codeRules: null, notes: [], outgrown: undefined, isEmpty: false };

/** What the run has changed up to this tree, and which rules that fires. */
export function changeOf(scene: Scene, tree: string | null): Change {
  const { project, run } = scene;
  const base = baseOf(run);
  if (base === null || tree === null) return UNKNOWN;
  return unlessUnreadable(() => {
    const scratch = treeStore(project);
    const changed = changedFiles(project.root, base, tree, scratch);
    const early = beforeWork(run);
    const isTest = isTestOf(run);
    const of = { root: project.root, from: base, to: tree, scratch };
    const files = ruledFiles(of, changed, denyList(run.settings.secrets));
    const fired = (some: typeof files) => rulesOf(some).map((one) => one.rule);
    const code = changed.filter((one) => !isTest(one.path));
    const paths = code.map((one) => one.path);
    const lines = code.reduce((sum, one) => sum + one.added + one.removed, 0);
    const codeRules = fired(files.filter((one) => !isTest(one.path)));
    const size = { files: paths, lines, areas: crossed(run, paths), rules: codeRules };
    const tests = [...approvedCommands(run).map((one) => one.text), run.settings.team?.commands?.tests || ""];
    const all = changed.map((one) => one.path);
    const [before, after] = [base, tree].map((one) => readFiles(project.root, one, [MANIFEST], scratch).get(MANIFEST));
    const runs = runsNote(before, after, all, tests);
    return {
      rules: fired(files),
      codeRules,
      notes: runs === null ? [] : [runs],
      outgrown: outgrown(trackOf(run), size) ?? undefined,
      isEmpty: early?.inDiff ? changedFiles(project.root, early.to, tree, scratch).length === 0 : changed.length === 0,
    };
  }, UNKNOWN);
}

/** Areas that a change of these files crosses: a file of several counts for none of them, unless it is alone. */
function crossed(run: Run, paths: string[]): string[] {
  const owners = paths.map(partsOf(run)).filter((parts) => !parts.includes(REST));
  const single = owners.filter((parts) => parts.length === 1).flat();
  return [...new Set(single.length > 0 ? single : owners.slice(0, 1).flat().slice(0, 1))];
}

const MANIFEST = "package.json";
/** The scripts of a package.json; none when it cannot be read, which its reader tells. */
function scriptsOf(text: string | null | undefined): Map<string, unknown> {
  const manifest: unknown = attempt(() => JSON.parse((text ?? "{}").replace(/^\uFEFF/, "")), null);
  return new Map(isObject(manifest) && isObject(manifest.scripts) ? Object.entries(manifest.scripts) : []);
}

/** The script of package.json that a command runs: `check:all` of `npm run check:all`; none for any other command. */
const scriptOf = (command: string): string[] =>
  /^(?:npm|pnpm|yarn|bun)\s+(?:run\s+)?([\w:.-]+)/.exec(command)?.slice(1, 2) ?? [];

/** Files that decide how scripts and tests are run, whatever these say themselves. */
const RUN_FILE =
  /(?:^|\/)(?:\.npmrc|\.yarnrc(?:\.yml)?|\.pnpmrc|bunfig\.toml|\.mocharc\.[\w.]+|pytest\.ini|conftest\.py)$/;

/**
 * What a person is told when a change wrote a script that checks it, one before or behind it, or what decides how they run;
 * null: it did not. `before`, `after`: texts of package.json; `paths`: what changed; `commands`: what the run tests by.
 */
export function runsNote(
  before: string | null | undefined,
  after: string | null | undefined,
  paths: readonly string[],
  commands: readonly string[],
): string | null {
  const [was, is] = [scriptsOf(before), scriptsOf(after)];
  const names = new Set([...Object.values(PART_SCRIPTS).flat(), ...commands.flatMap(scriptOf)]);
  const scripts = [...names]
    .flatMap((name) => [`pre${name}`, name, `post${name}`])
    .filter((name) => was.get(name) !== is.get(name));
  const found = [...scripts.map((name) => `${name} of ${MANIFEST}`), ...paths.filter((path) => RUN_FILE.test(path))];
  return found.length === 0 ? null : `The change wrote what decides how scripts and tests run: ${someOf(found, 8)}`;
}
