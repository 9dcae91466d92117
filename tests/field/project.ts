// What a field project is: files as people of its ecosystem have them, a small request, and what
// honest agents make of it.
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type Files, git, makeProject, writeFiles } from "../harness/project.ts";
import { type PermissionMode, SYSTEM_PATH } from "../harness/sandbox.ts";

/** One acceptance criterion, the code that meets it, and the test that shows it. */
export interface Criterion {
  text: string;
  /** A file and a part of the line that meets it; the reviewers quote the whole line. */
  code: [file: string, part: string];
  /** A test's name as an honest tester writes it down, and its file. */
  test?: [name: string, file: string];
}

/** What one reviewer asks for, and what becomes of it. */
export interface Asked {
  by: "sonnet" | "opus" | "codex";
  /** Of the plan it quotes a step, of the code this line. */
  of: "plan" | "code";
  code?: [file: string, part: string];
  problem: string;
  fix: string;
  /**
   * The author declines it with this reason, and the reviewer takes it back; else it is mended by
   * these files.
   */
  declined?: string;
  mended?: Files;
}

export interface FieldProject {
  name: string;
  /** What it is, in a few words, for the table. */
  what: string;
  /** Before the run. With a `package.json` that names packages these are installed beside it. */
  files: Files;
  /** A git repository unless said otherwise. */
  git?: false;
  /** Programs that it has to find, beside those of the system. */
  programs?: string[];
  /** Says whether they are there: a project whose probe fails is not tried. */
  probe?: string[];
  env?: Record<string, string>;
  mode?: PermissionMode;
  request: string;
  title: string;
  /**
   * What the story names, and what agents run; null: the project has no tests, and the criteria's
   * are dev-qa's own.
   */
  tests: string | null;
  criteria: Criterion[];
  outOfScope: string[];
  /**
   * What builders make of the code; the test files are the implementer's in the chain and dev-qa's
   * in the team.
   */
  change: Files;
  testChange: Files;
  /** Files that get another name before the change is made. */
  moves?: Record<string, string>;
  /** How its authors write the paths that they list; as in the forms unless said otherwise. */
  paths?: "absolute" | "dotted";
  /**
   * The folder of the repository in which the person has started Claude Code, and how agents run
   * the tests from there.
   */
  startsIn?: { folder: string; tests: string };
  /** More commands that a careful author runs, with what they leave behind. */
  tries?: string[];
  /** Where the author left the plan, and why. */
  deviations?: string[];
  /** In the chain. */
  asks?: Asked;
  team?: TeamParts;
  council?: CouncilParts;
  phases?: PhasesParts;
  /** Questions that an honest person expects here, beside the story and the checkpoints. */
  expects?: Partial<Record<Flow, Expected>>;
}
export type Flow = "chain" | "team" | "council" | "phases";
/** Kinds of questions, each with what the person answers. */
export type Expected = Record<string, [option: string, text: string | null]>;

export interface TeamParts {
  /**
   * The test command that the person names at the first checkpoint, where none was found or another
   * one is wanted.
   */
  names?: string;
  /** What dev-qa adds to a project without tests. */
  testChange?: Files;
  /** Into the project's settings. */
  settings?: Record<string, unknown>;
  areas?: Record<string, string[]>;
  /** A note on the design of each of these owners. */
  notes?: Record<string, string>;
  /** What dev-qa makes of tests that contradict what is built, before anybody reviews it. */
  outdated?: Files;
  /** What an owner leaves open in its pull request. */
  openPoints?: Record<string, string>;
  /** A blocker of the first review of an area, and why its owner declines it. */
  blocker?: { area: string; text: string; declined: string };
}

/** One task of the council's plan. */
export interface PlannedTask {
  name: string;
  /** What its executor creates, changes, moves or deletes. */
  files: string[];
  /** The same as the plan has it; as in `files` unless said otherwise. */
  named?: string[];
  /** Numbers of the tasks that it depends on. */
  after?: number[];
  setup?: string[];
  criteria: string[];
  moves?: Record<string, string>;
  deletes?: string[];
  /** Texts of files that the project's change has otherwise, or not at all. */
  texts?: Files;
}

export interface CouncilParts {
  /**
   * The test command of the tests alone that are written; that of the project unless said
   * otherwise.
   */
  narrow?: string;
  /** In place of the code, then its tests. */
  tasks?: PlannedTask[];
  /** Into the project's settings. */
  settings?: Record<string, unknown>;
  /** With `--auto`: every command of the plan is one that nobody is asked about. */
  auto?: true;
  /** What the person has not committed when the run begins, and finds as it was behind it. */
  uncommitted?: Files;
  /** Run in the project before, such as what installs dependencies. */
  installs?: string[];
}

/** One phase of a roadmap. */
export interface PlannedPhase {
  name: string;
  /** Places of its criteria among those of the project. */
  criteria: number[];
  /**
   * A command that one more criterion names; that of the project's tests unless said otherwise,
   * none where it is null.
   */
  shown?: string | null;
  plans: PlannedPlan[];
}
export interface PlannedPlan {
  /** `after`: numbers of plans of this phase. */
  after?: number[];
  tasks: (PlannedTask & { tdd?: true })[];
}

export interface PhasesParts {
  /** In place of one phase with a plan for each task of the council's. */
  roadmap?: PlannedPhase[];
  /** What `.planning/config.json` says before the first command. */
  config?: Record<string, unknown>;
  /** What its settings say beside those of every flow. */
  settings?: Record<string, unknown>;
  /** The project is described by this file; by the words of the request unless said otherwise. */
  document?: string;
  /** Without `--auto`: the person is asked. */
  asks?: true;
  /**
   * What the person has not committed when the first command is typed, and finds as it was behind
   * the last one.
   */
  uncommitted?: Files;
}

/**
 * The folder in which npm has installed what a `package.json` names, once for all runs. @throws
 * Error with npm's own words
 */
function installed(manifest: string): string {
  const folder = join(tmpdir(), "multi-ai-field", Bun.hash(manifest).toString(16));
  if (existsSync(folder)) return folder;
  mkdirSync(dirname(folder), { recursive: true });
  // Two files of tests may do it at once: what is there is whole.
  const made = mkdtempSync(`${folder}-`);
  writeFileSync(join(made, "package.json"), manifest);
  npm(made, ["install", "--no-audit", "--no-fund", "--ignore-scripts"]);
  try {
    renameSync(made, folder);
  } catch {
    rmSync(made, { recursive: true, force: true });
  }
  return folder;
}

/** @throws Error with npm's own words */
function npm(cwd: string, args: string[]): void {
  const { exitCode, stderr } = Bun.spawnSync(["npm", ...args], { cwd, timeout: 300_000 });
  if (exitCode !== 0) throw new Error(`npm: ${stderr.toString().split("\n")[0]}`);
}

/** Paths as the authors of a project write them. */
export const listed = ({ paths }: FieldProject, root: string, files: string[]): string[] =>
  files.map((path) =>
    paths === "absolute" ? join(root, path) : paths === "dotted" ? `./${path}` : path,
  );

/** What a person has written down of the project. */
export const documentOf = ({
  title,
  request,
  criteria,
  outOfScope,
}: FieldProject): string => `# ${title}

${request}.

It keeps to the language, the test runner and the style that are there.
One sees that it is done by this:
${criteria.map(({ text }) => `- ${text}`).join("\n")}

It is wanted this week.
Not a part of it: ${outOfScope.join("; ")}.
`;

const manifestOf = ({ files }: FieldProject): string | null => {
  const text = files["package.json"];
  if (text === undefined) return null;
  const { dependencies = {}, devDependencies = {} } = JSON.parse(text);
  return Object.keys({ ...dependencies, ...devDependencies }).length > 0 ? text : null;
};

/** Why a project cannot be tried on this machine; null: it can. Fetches npm's packages. */
export function notTried(project: FieldProject): string | null {
  const missing = (project.programs ?? []).filter((one) => Bun.which(one) === null);
  if (missing.length > 0) return `${missing.join(", ")} not installed`;
  if (project.probe) {
    const PATH = [...programsOf(project), SYSTEM_PATH].join(":");
    const program = Bun.which(project.probe[0]!, { PATH });
    const env = { ...process.env, ...project.env, PATH };
    const probed =
      program === null ? null : Bun.spawnSync([program, ...project.probe.slice(1)], { env });
    if (probed?.exitCode !== 0) return `\`${project.probe.join(" ")}\` fails`;
  }
  try {
    const manifest = manifestOf(project);
    if (manifest !== null) installed(manifest);
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}

/** Where its programs lie, beside those of the system. */
export function programsOf({ programs = [] }: FieldProject): string[] {
  const folders = programs.flatMap((one) => Bun.which(one) ?? []).map(dirname);
  return [...new Set(folders)].filter((one) => !SYSTEM_PATH.split(":").includes(one));
}

/** The project in a folder of its own, with its packages installed as npm leaves them. */
export function setUp(
  project: FieldProject,
  settings: Record<string, unknown>,
  flow: Flow,
): string {
  const manifest = manifestOf(project);
  const from = manifest === null ? null : installed(manifest);
  const lock: Files =
    from === null
      ? {}
      : { "package-lock.json": readFileSync(join(from, "package-lock.json"), "utf8") };
  const { document, config, settings: more } = flow === "phases" ? (project.phases ?? {}) : {};
  const all = { ...settings, ...more };
  const described: Files = {
    ...(document === undefined ? {} : { [document]: documentOf(project) }),
    ...(config === undefined
      ? {}
      : { ".planning/config.json": `${JSON.stringify(config, null, 2)}\n` }),
  };
  const own: Files =
    Object.keys(all).length > 0
      ? { ".claude/multi-ai.json": `${JSON.stringify(all, null, 2)}\n` }
      : {};
  const root = makeProject({
    files: { ...project.files, ...described, ...lock, ...own },
    ...(project.git === false ? { git: false } : {}),
    name: project.name,
  });
  // After the commit: a template's ignore file names it, and what it does not name a person has not
  // committed either.
  if (from !== null)
    cpSync(join(from, "node_modules"), join(root, "node_modules"), {
      recursive: true,
      verbatimSymlinks: true,
    });
  if (project.files["package.json"]?.includes('"workspaces"')) {
    npm(root, ["install", "--no-audit", "--no-fund"]);
    // The workspaces are in the lock file now; a person has that committed.
    if (project.git !== false) {
      git(root, "add", "package-lock.json");
      git(root, "commit", "-q", "--amend", "--no-edit");
    }
  }
  if (flow !== "council" && flow !== "phases") return root;
  const { installs = [] } = project.council ?? {};
  writeFiles(root, project[flow]?.uncommitted ?? {});
  for (const command of installs) {
    const { exitCode, stderr } = Bun.spawnSync(["sh", "-c", command], { cwd: root });
    if (exitCode !== 0) throw new Error(`${command}: ${stderr.toString()}`);
  }
  return root;
}
