import type { Projects } from "./src/api/project.ts";

export class WrongUsage extends Error {}

export const ROLES: readonly ["read", "submit", "decide"];

export const LABEL: RegExp;

/** What is read, as parseArgs of Node takes it. */
export const OPTIONS: Record<string, object>;

export interface Asked {
  verb: "serve" | "worker" | "token";
  /** Those behind the verb. */
  words: string[];
  /** Of `worker`: its database. */
  url: string;
  port: number;
  host: string;
  slots: number;
  labels: string[];
  data: string;
  isUsualData: boolean;
  role: (typeof ROLES)[number];
  project: string | undefined;
  isJson: boolean;
  projects: Pick<Projects, "folders" | "hosts">;
  /** Claude Code, as a person has named it. */
  claude: string | undefined;
  /** Options of each run that is started here. */
  passed: string[];
}

export interface Place {
  env: Record<string, string | undefined>;
  /** Paths count from here. */
  from: string;
  typedAs: (verb: string) => string;
}

export function typed(verb: string, env: Place["env"], root: string): string;
export function usage(typedAs: (verb: string) => string): string;
export function readArguments(args: string[], place: Place): Asked | { verb: "help"; isAsked: boolean };
