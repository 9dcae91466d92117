import { visible } from "../command-line.ts";
import type { CommandOf } from "../engine/commands.ts";
import { type Host, type Run, type Task, taskOf } from "../engine/run.ts";
import { pluginRoot } from "../host/program.ts";
import { npmSettings, pythonStarts } from "../process/home-settings.ts";
import { apart, pathApart } from "../process/path.ts";
import { hashed, type Installed, identity, installedAt, isOlderThan } from "../process/program-files.ts";
import { programOfProcess } from "../process/table.ts";
import { behindShim } from "../process/version-managers.ts";
import { isInside, type Project, realPath } from "../project/project.ts";
import { allProviders, providerOf } from "../providers/index.ts";
import type { Behaviour, Provider } from "../providers/provider.ts";
import { type Env, NoRecord, readOutside, runFiles, writeOutside } from "../record/outside.ts";
import { ownersOf, takenOf } from "../record/taken.ts";
import { sha256 } from "../store/journal.ts";
import { clean, fit } from "../text.ts";
import { newerPrograms, testPrograms } from "./test-programs.ts";

/**
 * Which programs a run is used with: what is on the PATH decides whose verdict counts, and whoever replaces it forges one.
 * They are noted outside of the project when the run begins. Before one is used it is compared: one that has changed since is
 * told, and asked about.
 */

/** Hashes of what the files of a program say of how it works, by name. */
interface Settings {
  folder: string;
  values: Record<string, string>;
}

interface Noted {
  /** Null: it was not there. */
  program: Installed | null;
  settings: Settings | null;
}

/** What is noted when a run begins. `at`: milliseconds since 1970. */
interface Programs {
  run: string;
  at: number;
  /** The PATH on which they were found. */
  path: string;
  noted: Record<string, Noted>;
  /** Identities of programs that test commands start, by name, from when they were seen first and were older than the run. */
  tests?: Record<string, string>;
}

const NOTHING: Noted = { program: null, settings: null };

interface Seen extends Noted {
  title: string;
  behaviour: Behaviour | null;
}

const CLAUDE = "claude";
const TITLES: Record<string, string> = {
  bun: "Bun",
  git: "git",
  npm: "npm",
  python: "Python",
  [CLAUDE]: "Claude Code",
};

/** What counts where tests are run alone. */
const OF_TESTS = new Set(["npm", "python"]);

const fileNames = (project: Project, run: string): string[] => runFiles("programs", project, run);

const shortHash = (text: string): string => sha256(text).slice(0, 16);

const settingsOf = (found: Behaviour | null): Settings | null =>
  found && {
    folder: found.folder,
    values: Object.fromEntries(Object.entries(found.values).map(([name, value]) => [name, shortHash(value)])),
  };

/** The file that a process runs: of a script what reads it, and the script itself. */
function hostProgram(host: Host | null, PATH: string): Installed | null {
  const program = host && programOfProcess(host.pid);
  if (!program) return null;
  const { executable, argv } = program;
  const [, script = ""] = argv;
  return executable === null ? null : installedAt(executable, PATH, () => (script.startsWith("/") ? [script] : []));
}

async function seenProvider(project: Project, provider: Provider, env: Env, PATH: string): Promise<Seen> {
  const parts = await provider.parts?.();
  const path = Bun.which(provider.program!, { PATH });
  const behaviour = parts?.behaviour(env) ?? null;
  const behind = path === null ? null : behindShim(path, project.root, apart(env, project.root));
  const launched = (real: string): string[] => {
    const started = behind === null ? [] : [behind];
    return [...started, ...[real, ...started].flatMap((one) => parts?.launched(one) ?? [])];
  };
  return {
    title: provider.title,
    program: path === null ? null : installedAt(path, PATH, launched),
    behaviour,
    settings: settingsOf(behaviour),
  };
}

/** Programs as they are now: those that each run uses, and of providers those in `providers`. */
async function lookAt(project: Project, env: Env, host: Host | null, providers: Provider[]) {
  const PATH = pathApart(env.PATH, project.root, env.HOME);
  const git = Bun.which("git", { PATH });
  const own = (name: string, program: Installed | null, behaviour: Behaviour | null = null): [string, Seen] => [
    name,
    { title: TITLES[name]!, program, behaviour, settings: settingsOf(behaviour) },
  ];
  const seen = [
    own("bun", installedAt(realPath(process.execPath), PATH)),
    own("git", git === null ? null : installedAt(git, PATH)),
    own(CLAUDE, hostProgram(host, PATH)),
    own("npm", null, npmSettings(env)),
    own("python", null, pythonStarts(env)),
  ];
  for (const provider of providers) seen.push([provider.id, await seenProvider(project, provider, env, PATH)]);
  return { PATH, seen };
}

const programsAmong = (providers: Provider[]): Provider[] => providers.filter((one) => one.program !== null);

const notedOf = ({ program, settings }: Seen): Noted => ({ program: program && hashed(program), settings });

/** Notes the programs that a run begins with. Where nothing can be noted, their times alone tell later. */
export async function notePrograms(project: Project, run: string, env: Env, host: Host | null): Promise<void> {
  // Before the look: what is written meanwhile is noted as it is, or is newer than this.
  const at = Date.now();
  const { PATH, seen } = await lookAt(project, env, host, programsAmong(allProviders()));
  const noted = Object.fromEntries(seen.map(([name, one]) => [name, notedOf(one)]));
  write(project, env, { run, at, path: PATH, noted });
}

function write(project: Project, env: Env, programs: Programs): void {
  try {
    for (const name of fileNames(project, programs.run)) writeOutside(env, project, name, programs);
  } catch (error) {
    if (!(error instanceof NoRecord)) throw error;
  }
}

const programsNoted = (project: Project, run: string, env: Env): Programs | null =>
  fileNames(project, run)
    .flatMap((name) => readOutside<Programs | null>(env, project, name))
    .find((one) => one?.run === run && typeof one.at === "number") ?? null;

/** Names of settings that are others now, that came, or that are gone. */
function changedSettings(then: Settings | null, now: Settings | null): string[] {
  const [before, after] = [then?.values ?? {}, now?.values ?? {}];
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((name) => before[name] !== after[name]);
}

const isWrittenSince = (path: string, at: number): boolean => {
  const found = installedAt(path, "");
  return found !== null && !isOlderThan(found, at);
};

/** A program's path, with its version where that is known. */
const named = ({ path, version }: Installed): string => `${path}${version === null ? "" : ` (${version})`}`;

const OTHER_PROGRAM = "Go on if you have installed or updated it; else stop, and put the old one back";
const OTHER_SETTINGS = "Go on if you have changed that; else stop, and put it back";

function programText({ title }: Seen, then: Installed | null, now: Installed): string {
  if (then === null)
    return `${title} is newer than the run, and was not there when it began: ${named(now)}. ${OTHER_PROGRAM.replace(", and put the old one back", ", and take it away")}.`;
  if (then.path === now.path && then.version === now.version)
    return `${title} is not the program any more that the run began with: ${named(now)} was replaced. ${OTHER_PROGRAM}.`;
  return `${title} is not the program any more that the run began with: it was ${named(then)}, and is ${named(now)}. ${OTHER_PROGRAM}.`;
}

type Notice = CommandOf<"notice">;

/** Names that one question tells. */
const MAX_NAMES = 4;
const someOf = (names: string[]): string =>
  names.length <= MAX_NAMES
    ? names.join(", ")
    : `${names.slice(0, MAX_NAMES).join(", ")} and ${names.length - MAX_NAMES} more`;

const noticeOf = (key: string, text: string, hold: boolean): Notice => ({
  do: "notice",
  what: "program-changed",
  key: shortHash(key),
  text: fit(clean(text), 590),
  hold,
});

/** Failures that tell the person to install a program, or to log in. */
const MENDED_BY_HAND = ["not_installed", "too_old", "not_logged_in"];

/**
 * Until when the person has said that they put the task's program right, in milliseconds since 1970: its last failure told
 * them to, and they answered. 0: they have not.
 */
function mendedUntil(run: Run, task: Task): number {
  if (!MENDED_BY_HAND.includes(task.failure?.failure ?? "")) return 0;
  return Date.parse(run.decisions.findLast((one) => one.task === task.id)?.at ?? "") || 0;
}

/** Since when something counts as changed, and until when the person has put things right. Milliseconds since 1970. */
interface Since {
  at: number;
  mended: number;
}

/** Until when the person has installed what tests need: they were told that a command does not run, and answered. 0: never. */
const installedUntil = (run: Run): number =>
  Date.parse(run.decisions.findLast(({ task }) => taskOf(run, task ?? "")?.who.program !== undefined)?.at ?? "") || 0;

/**
 * What has changed of one program since the run began; it is asked about where its word counts for the run, and the person has
 * not `mended` it themselves.
 */
function noticesOf(name: string, then: Noted, seen: Seen, { at, mended }: Since): Notice[] {
  const notice = (key: string, text: string, hold: boolean): Notice => noticeOf(`${name} ${key}`, text, hold);
  const found: Notice[] = [];
  const { behaviour, settings } = seen;
  // One that was there before the run counts wherever it is found: shells differ in their PATH.
  const program = seen.program === null || isOlderThan(seen.program, at) ? null : hashed(seen.program);
  if (program !== null && (then.program === null || identity(then.program) !== identity(program))) {
    // The host is what starts all this, and the person starts the host; of the plugin's own Bun its folder tells.
    const isTold = name === CLAUDE || (name === "bun" && isInside(program.path, pluginRoot()));
    const hold = !isTold && !isOlderThan(program, mended);
    found.push(notice(identity(program), programText(seen, then.program, program), hold));
  }
  // What is gone decides nothing any more, but for a provider's own settings.
  const isGone = (one: string): boolean => OF_TESTS.has(name) && settings?.values[one] === undefined;
  const others = changedSettings(then.settings, settings).filter((one) => !isGone(one));
  const isNew = behaviour?.files.some((path) => isWrittenSince(path, at)) || then.settings?.folder === settings?.folder;
  if (others.length > 0 && isNew)
    found.push(
      notice(
        others.map((one) => `${one} ${settings?.values[one]}`).join("\n"),
        `Settings of ${seen.title} have changed since the run began: ${someOf(others)}. ${OTHER_SETTINGS}.`,
        mended === 0 || behaviour?.files.some((path) => isWrittenSince(path, mended)) === true,
      ),
    );
  return found;
}

/**
 * Programs that the run's test commands may start, and that are newer than the run: what is first on the PATH decides what tests
 * say. Which ones that would be nobody knew when the run began.
 */
function newTestPrograms(project: Project, run: Run, env: Env, { at, mended }: Since, noted: Programs): Notice[] {
  const known = noted.tests ?? {};
  const { newer, seen } = newerPrograms(testPrograms(project, run, env), known, Math.max(at, mended));
  if (Object.keys(seen).length > 0) write(project, env, { ...noted, tests: { ...known, ...seen } });
  return newer.map(({ name, command, program, identity: now, file }) => {
    const line = fit(visible(command), MAX_COMMAND_SHOWN);
    const what = file === program.path ? "that is" : `${file}, which is part of it, is`;
    const text = `\`${line}\` may start ${named(program)}, and ${what} newer than the run. ${OTHER_PROGRAM}.`;
    return noticeOf(`${name} ${now}`, text, true);
  });
}

/** Characters of a test command in a question. */
const MAX_COMMAND_SHOWN = 150;

/**
 * What counts where nothing is noted. Of a run that this version has taken up a note was there: without it the times tell, or
 * to delete it would hide what was done. Of any other run there never was one, and what is there now is noted.
 */
async function unnoted(project: Project, run: Run, env: Env, host: Host | null): Promise<Programs | null> {
  const taken = takenOf(project, run.run, env);
  if (taken !== null) return { run: run.run, at: Date.parse(ownersOf(taken)[0]!.at), path: "", noted: {} };
  await notePrograms(project, run.run, env, host);
  return null;
}

/**
 * What has changed of the programs that a task uses since its run began, as commands for the engine, which asks about each
 * once.
 */
export async function changedPrograms(
  project: Project,
  run: Run,
  task: Task,
  env: Env,
  host: Host | null,
): Promise<Notice[]> {
  const noted = programsNoted(project, run.run, env) ?? (await unnoted(project, run, env, host));
  if (noted === null) return [];
  const provider = providerOf(task.who.provider ?? "", run.settings.providers);
  const { seen } = await lookAt(project, env, host, provider === null ? [] : programsAmong([provider]));
  const isKnown = ({ what, key }: Notice): boolean =>
    (run.notices ?? []).some((one) => one.what === what && one.key === key);
  const runsTests = task.who.program !== undefined;
  const since: Since = { at: noted.at, mended: mendedUntil(run, task) };
  const sinceOfTests: Since = { at: noted.at, mended: runsTests ? installedUntil(run) : 0 };
  const own = seen.flatMap(([name, one]) => {
    const isOfTests = OF_TESTS.has(name);
    if (isOfTests && !runsTests) return [];
    return noticesOf(name, noted.noted[name] ?? NOTHING, one, isOfTests ? sinceOfTests : since);
  });
  const ofTests = runsTests ? newTestPrograms(project, run, env, sinceOfTests, noted) : [];
  return [...own, ...ofTests].filter((notice) => !isKnown(notice));
}
