import { statfsSync } from "node:fs";
import { isAbsolute } from "node:path";
import { findClaude, hooksAreOff, isLoggedIn } from "../../../src/host/program.ts";
import { checkProject, Unreachable } from "../api/project.ts";
import type { Place } from "./attempt.ts";
import { GitFailed, git } from "./git.ts";

/**
 * What a machine lacks, for now or at all: no fault of the job, which another machine may work on.
 */
export interface MissingRequirement {
  /** A name for operators: `Claude Code`, a host, a folder. */
  what: string;
  why: string;
  /** Whether jobs of a project need it. */
  isOf(project: string): boolean;
  /** Whether it is there by now. */
  look(): Promise<boolean>;
  /**
   * It may be the job's own fault, as a key that no machine has, or a disk that the job itself fills:
   * it does not wait for ever.
   */
  isDoubtful?: boolean;
}

/** Thrown where an attempt found that this machine lacks something. */
export class RequirementError extends Error {
  constructor(readonly lack: MissingRequirement) {
    super(lack.why);
  }
}

const EACH = (): boolean => true;

/** What a worker has to have free on its disk, in megabytes: a checkout and its record take more. */
const ROOM_MB = 64;
const ROOM = "room on its disk";
const roomIn = (folder: string): number => {
  const { bavail, bsize } = statfsSync(folder);
  return Math.floor((bavail * bsize) / 1_024 ** 2);
};

/** What each job needs, whatever its project. Empty: all of it is here. */
export function lackedByAll({ carrying, data }: Place): MissingRequirement[] {
  const { env, program, claude } = carrying;
  const which = (name: string): boolean =>
    Bun.which(name, { PATH: env.PATH ?? process.env.PATH ?? "" }) !== null;
  const all: [what: string, why: string, isThere: () => boolean][] = [
    ["git", "git is not on the PATH: install it", () => which("git")],
    [
      ROOM,
      `${roomIn(data)} MB are free at ${data}, a job needs ${ROOM_MB} MB at least: make room`,
      () => roomIn(data) >= ROOM_MB,
    ],
    ["multi-ai", `${program[0]} is not there: install multi-ai again`, () => which(program[0]!)],
  ];
  if (claude !== undefined)
    all.push(
      [
        "Claude Code",
        `Claude Code was not found (${claude ?? "on PATH"}): install it, or name it with --claude`,
        () => findClaude(claude, env, data) !== null,
      ],
      [
        "hooks",
        "Hooks of Claude Code are off (MULTI_AI_OFF=1, or its settings): agents would work without any rules",
        () => !hooksAreOff(env, data),
      ],
    );
  return all
    .filter(([, , isThere]) => !isThere())
    .map(([what, why, isThere]) => ({
      ...{ what, why, isOf: EACH, look: async () => isThere(), isDoubtful: what === ROOM },
    }));
}

/** What the host calls a login that Claude's API does not take. */
export const NOT_LOGGED_IN = "authentication_failed";

/** What each job needs as well, and only the host can tell. */
export function missingLogin({ carrying, data }: Place, why: string): MissingRequirement {
  const { env, claude = null } = carrying;
  const look = async (): Promise<boolean> => {
    const command = findClaude(claude, env, data);
    return command !== null && (await isLoggedIn(command, env)) !== false;
  };
  return { what: "a login of Claude Code", why, isOf: EACH, look };
}

/** What a worker looks for before a job has shown it. */
export async function lackedAtStart(place: Place): Promise<MissingRequirement[]> {
  const lacks = lackedByAll(place);
  if (lacks.length > 0 || place.carrying.claude === undefined) return lacks;
  const login = missingLogin(
    place,
    "Claude Code is not logged in: claude auth login as the worker's user, or set ANTHROPIC_API_KEY",
  );
  return (await login.look()) ? [] : [login];
}

/** git's and ssh's words where the other side does not answer, and where it knows no such key. */
const AWAY =
  /could not resolve|failed to connect|couldn't connect|connection (?:refused|timed out|reset|closed)|connection to \S+ closed|network is unreachable|no route to host|timed out|name resolution|name or service not known|returned error: (?:429|5\d\d)|tls handshake|ssl_|early eof|unexpected disconnect|hung up unexpectedly|cannot (?:run|spawn) ssh/i;
const NO_KEY =
  /authentication failed|could not read (?:username|password)|permission denied|host key verification failed|identification has changed|returned error: 40[13]\b/i;

const hostOf = (url: string): string =>
  URL.canParse(url) ? new URL(url).host : (/@([^:]+):/.exec(url)?.[1] ?? url);

/** A look has to end: the next one comes. */
const LOOK_MS = 20_000;

/** Asks the repository's host as a clone would. */
const answers = (url: string) => async (): Promise<boolean> => {
  const signal = AbortSignal.timeout(LOOK_MS);
  return git("/", ["ls-remote", "-q", "--", url, "HEAD"], { signal }).then(
    () => true,
    () => false,
  );
};

const hostAway = (url: string, why: string): MissingRequirement => {
  const what = hostOf(url);
  return { what, why, isOf: (one) => hostOf(one) === what, look: answers(url) };
};

/**
 * Runs what asks a repository's host. @throws Lacks where that does not answer, or takes no key of
 * this machine; else GitFailed
 */
export async function asking<T>(url: string, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof GitFailed)) throw error;
    const { message: why } = error;
    if (NO_KEY.test(why)) {
      const what = `a key for ${hostOf(url)}`;
      throw new RequirementError({
        ...{ what, why, isOf: (one) => one === url, look: answers(url), isDoubtful: true },
      });
    }
    throw AWAY.test(why) ? new RequirementError(hostAway(url, why)) : error;
  }
}

/** Why a machine may not work in a project that the server has taken; null: it is the job's fault. */
export function lackOfPlace(
  project: string,
  { projects }: Place,
  error: Error,
): MissingRequirement | null {
  if (error instanceof Unreachable) return hostAway(project, error.message);
  if (!isAbsolute(project)) return null;
  const isThere = () => checkProject(project, projects).then(EACH, () => false);
  return {
    ...{ what: project, why: `${project} is not a folder that this worker may work in` },
    ...{ isOf: (one: string) => one === project, look: isThere },
  };
}
