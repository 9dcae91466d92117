import { type Areas, ownersOf } from "../areas-2.ts";
import type { Failure } from "./failures.ts";
import { globSet, projectPath } from "../../../project/globs.ts";

/** What the owner of a failing test is found by. */
export interface OwnerContext {
  /** Files of the project that a test file imports. */
  imports(file: string): readonly string[];
  /** Which test proves which acceptance criterion. */
  criteria: readonly { number: number; test: string; file: string | null }[];
  /** The spec's table of component ownership. */
  components: readonly { area: string; criteria: readonly number[]; paths: readonly string[] }[];
  areas: Areas;
  isTest(path: string): boolean;
}

export interface Owner {
  /** An area, or `principal` where none or several are found. */
  owner: string;
  /** What decided; with several owners what named them. */
  by: "criterion" | "imports" | "folder" | "none";
  why: string;
}

const PRINCIPAL = "principal";

/** Whether a runner's name of a test is the name that a report has for it: the same, or with its groups before it. */
function sameTest(one: string, other: string): boolean {
  const [left, right] = [one, other].map((text) => text.normalize("NFC").replaceAll(/\s+/g, " ").trim());
  if (left === undefined || right === undefined || left === "" || right === "") return false;
  const ends = (long: string, short: string): boolean =>
    long.endsWith(short) && (long.length === short.length || /[\s>:/.›]/.test(long[long.length - short.length - 1]!));
  return ends(left, right) || ends(right, left);
}

/** Folders and endings that make a test of a name. */
const TEST_FOLDER = /^(?:tests?|__tests__|specs?|e2e|integration|unit)$/i;
const testless = (base: string): string =>
  base
    .replace(/[._-](?:test|tests|spec|specs|e2e)(?=\.[^.]+$)/i, "")
    .replace(/^tests?_(?=[^.])/, "")
    .replace(/Tests?(?=\.[^.]+$)/, "");

/** Where the code of a test file would lie if the tests' folders mirror the code's: beside it, else below a usual root. */
function mirrored(file: string): string[][] {
  const parts = projectPath(file).split("/");
  const base = testless(parts.pop() ?? "");
  const plain = [...parts.filter((part) => !TEST_FOLDER.test(part)), base].join("/");
  const below = plain.replace(/^(?:src|lib|app)\//, "");
  return [[plain], ["src", "lib", "app"].map((root) => `${root}/${below}`)];
}

const listed = (names: readonly string[]): string => names.join(" and ");

/**
 * Who mends a failing test: the owner of its criterion's component, else of the modules that it imports and of its stack's
 * frames, else of the folder that its own folder mirrors. The first of these that names anybody decides; if it names more
 * than one area, or none does, principal decides. A file of several areas speaks for nobody while another has one owner.
 */
export function ownerOfFailure(failure: Failure, context: OwnerContext): Owner {
  const { areas, components } = context;
  const owners = ownersOf(areas);
  const known = Object.keys(areas);
  const parts = components.map(({ area, paths }) => ({ area, has: globSet(paths) }));

  /** Areas of some files in the setting's order; the spec's table decides where the globs name several areas or none. */
  const ownersOfFiles = (paths: readonly string[]): string[] => {
    const alone = new Set<string>();
    const several = new Set<string>();
    for (const path of paths) {
      const byGlob = owners(path);
      const bySpec = byGlob.length === 1 ? [] : parts.filter(({ has }) => has(path)).map(({ area }) => area);
      const names = new Set(bySpec.length > 0 ? bySpec : byGlob);
      for (const name of names) (names.size === 1 ? alone : several).add(name);
    }
    const chosen = alone.size > 0 ? alone : several;
    return known.filter((name) => chosen.has(name));
  };
  const decide = (names: readonly string[], by: Owner["by"], what: string): Owner =>
    names.length === 1
      ? { owner: names[0]!, by, why: `${what} belongs to ${names[0]}` }
      : { owner: PRINCIPAL, by, why: `${what} belongs to ${listed(names)}: principal says whose it is` };

  const file = failure.file === null ? null : projectPath(failure.file);
  const proved = context.criteria.filter(
    (one) => sameTest(one.test, failure.test) && (one.file === null || file === null || projectPath(one.file) === file),
  );
  const numbers = [...new Set(proved.map(({ number }) => number))];
  const byCriterion = components.filter((one) => one.criteria.some((number) => numbers.includes(number)));
  const spec = known.filter((name) => byCriterion.some(({ area }) => area === name));
  if (spec.length > 0) return decide(spec, "criterion", `criterion ${numbers.join(", ")}, by the design spec,`);

  const touched = [...failure.stack, ...(file === null ? [] : context.imports(file))].map(projectPath);
  const code = [...new Set(touched)].filter((path) => path !== "" && path !== file && !context.isTest(path));
  const byCode = ownersOfFiles(code);
  if (byCode.length > 0) {
    const theirs = code.filter((path) => ownersOfFiles([path]).some((name) => byCode.includes(name)));
    const more = theirs.length > 2 ? ` and ${theirs.length - 2} more` : "";
    return decide(byCode, "imports", `what the test uses (${theirs.slice(0, 2).join(", ")}${more})`);
  }

  if (file !== null) {
    const folders = file
      .split("/")
      .slice(0, -1)
      .map((part) => part.toLowerCase());
    const byFolder =
      mirrored(file)
        .map(ownersOfFiles)
        .find((names) => names.length > 0) ?? [];
    const byName = known.filter((name) => folders.includes(name.toLowerCase()));
    const names = byName.length === 1 && byFolder.length !== 1 ? byName : byFolder;
    if (names.length > 0) return decide(names, "folder", `the folder of ${file}`);
  }
  return {
    owner: PRINCIPAL,
    by: "none",
    why: "no criterion, import, frame or folder names an area: principal says whose it is",
  };
}
