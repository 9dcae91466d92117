import { lookup } from "node:dns/promises";
import { realpath, stat } from "node:fs/promises";
import { BlockList, isIP } from "node:net";
import { isAbsolute, sep } from "node:path";
import { gitOrNull } from "../worker/git.ts";
import { Problem } from "./problem.ts";

/**
 * Where jobs may work: folders of this machine, and hosts whose repositories may be cloned although
 * they are not public.
 */
export interface Projects {
  folders: readonly string[];
  /** Names or addresses as they stand in the URL. */
  hosts?: readonly string[];
  /** Addresses of a name; the system's resolver where nothing is said. */
  resolve?: (host: string) => Promise<string[]>;
}

/** Addresses that lead into this machine, its network, or nowhere. */
const NOT_PUBLIC_4 = new BlockList();
for (const [address, bits] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["224.0.0.0", 3],
] as const)
  NOT_PUBLIC_4.addSubnet(address, bits, "ipv4");
/**
 * Only 2000::/3 is given out. A list of its own: an address of the other kind would count as the
 * one that maps it.
 */
const NOT_PUBLIC_6 = new BlockList();
for (const [address, bits] of [
  ["::", 3],
  ["2001::", 23],
  ["2002::", 16],
  ["4000::", 2],
  ["8000::", 1],
] as const)
  NOT_PUBLIC_6.addSubnet(address, bits, "ipv6");

/**
 * Whether an address is one of the public internet. One that stands for another address is none.
 */
export function isPublic(address: string): boolean {
  const version = isIP(address);
  return version === 4
    ? !NOT_PUBLIC_4.check(address)
    : version === 6 && !NOT_PUBLIC_6.check(address, "ipv6");
}

const systemResolver = async (host: string): Promise<string[]> =>
  (await lookup(host, { all: true })).map(({ address }) => address);

/** Thrown where a host has no address, as while the network is away. */
export class Unreachable extends Problem {}

const refuse = (found: string, expected: string, next: string): never => {
  throw new Problem(422, "project", { found, expected, next });
};

const EXPECTED =
  "an absolute path below a folder of this server, or a repository as https://… or ssh://…";

const URL_LIKE = /^[a-z][a-z0-9+.-]*:/i;

/** `git@host:path` as people copy it; git takes it for ssh. */
const SCP = /^[A-Za-z0-9_][\w.-]*@([A-Za-z0-9][A-Za-z0-9.-]*):(?!\/\/)[^-]/;

/**
 * Addresses in which git finds the same host as URL does: of ssh, git decodes all before it looks
 * for the host, and takes what is after `@[` for it wherever that stands.
 */
const PLAIN = /^(?:https:\/\/|ssh:\/\/(?:[A-Za-z0-9_][\w.-]*@)?)[^%@/?#]+\/(?!-)[^?#]*$/i;
const OTHER_HOST = /(?:@|%40)(?:\[|%5b)/i;

/**
 * The form that jobs of a repository elsewhere are compared by, and its host; null: a folder is
 * named. @throws Problem
 */
function remoteOf(text: string): { form: string; host: string } | null {
  if (/\p{Cc}/u.test(text) || text !== text.trim())
    refuse("white space around it, or control characters", EXPECTED, "Remove them.");
  if (text.startsWith("-"))
    refuse("a name that begins with -", EXPECTED, "Name the project without it.");
  const plain = "Use the plain address to clone from.";
  if (OTHER_HOST.test(text)) refuse("an address with @[", EXPECTED, plain);
  const scp = SCP.exec(text);
  if (scp !== null) return { form: text, host: scp[1]! };
  if (!URL_LIKE.test(text)) return null;
  const scheme = /^(https|ssh):\/\/(?=[^/])/i.exec(text)?.[1]?.toLowerCase();
  if (scheme === undefined || !URL.canParse(text))
    return refuse(
      `an address by ${text.slice(0, text.indexOf(":") + 1)}`,
      EXPECTED,
      "Use https or ssh.",
    );
  const { href, username, password, hostname } = new URL(text);
  if (password !== "" || (scheme === "https" && username !== ""))
    refuse(
      "a password or a token in the address",
      EXPECTED,
      "Leave it out; give it to git on the worker instead.",
    );
  if (!PLAIN.test(href))
    refuse(
      "an address with a query, a % before its path, or a part that begins with -",
      EXPECTED,
      plain,
    );
  return { form: href, host: hostname };
}

/** The real path of a folder; null: there is none. */
const folderOf = async (text: string): Promise<string | null> => {
  const real = await realpath(text).catch(() => null);
  return real !== null && (await stat(real)).isDirectory() ? real : null;
};

/**
 * A project in the form that jobs are compared by, without a look at whether jobs may work there.
 * @throws Problem where there is none
 */
export const projectForm = async (text: string): Promise<string> =>
  remoteOf(text)?.form ??
  (await folderOf(text)) ??
  refuse("a path that is not a folder", EXPECTED, "Check its spelling.");

/** Whether a text may be one: no name without a place. */
export const isProject = (text: string): boolean =>
  isAbsolute(text) || URL_LIKE.test(text) || SCP.test(text);

/**
 * Looks whether a branch of a folder can be pushed anywhere. A folder that only workers have is looked
 * at there. @throws Problem
 */
export async function checkRemote(project: string, branch: string): Promise<void> {
  if (!isAbsolute(project) || (await folderOf(project)) === null) return;
  const to = await gitOrNull(project, ["remote", "get-url", "--push", "origin"]);
  if (to !== null && (SCP.test(to) || /^(?:https|ssh):/i.test(to))) return;
  throw new Problem(409, "remote", {
    found: to === null ? `${project}, which has no remote origin` : `its remote origin, ${to}`,
    expected: "a remote origin at https://… or ssh://…",
    next: `Set one with git remote, or take the branch there: git merge ${branch}.`,
  });
}

/**
 * A project as a person names it, checked, in the form that jobs are compared by: the real path of
 * a folder, or a URL. A worker asks again before it clones, because a name may lead elsewhere by
 * then.
 * @throws Problem which says what would be taken
 */
export async function checkProject(text: string, projects: Projects): Promise<string> {
  const remote = remoteOf(text);
  if (remote === null) return checkFolder(text, projects);
  await addressesOf(remote.host, projects);
  return remote.form;
}

/** Where a host leads that may be asked; [] of one that is allowed by name. @throws Problem */
export async function addressesOf(
  name: string,
  { hosts = [], resolve = systemResolver }: Projects,
): Promise<string[]> {
  // Only of https does URL read numbers such as 0x7f.1 as the address that they are.
  const host = URL.canParse(`https://${name}/`)
    ? new URL(`https://${name}/`).hostname.replace(/\.$/, "")
    : "";
  const allowed = `Use a public host, or have the server started with ${name} among its hosts.`;
  if (host === "" || host.startsWith("-")) refuse(`the host ${name}`, "a host's name", allowed);
  if (hosts.some((one) => one.toLowerCase() === host)) return [];
  const literal = host.replace(/^\[|\]$/g, "");
  const addresses = isIP(literal) ? [literal] : await resolve(host).catch(() => []);
  if (addresses.length === 0)
    throw new Unreachable(422, "project", {
      found: `the host ${name}, which has no address`,
      expected: EXPECTED,
      next: "Check its spelling, or try again later.",
    });
  if (!addresses.every(isPublic))
    refuse(
      `the host ${name}, which leads into a private network`,
      "a host of the public internet",
      allowed,
    );
  return addresses;
}

async function checkFolder(text: string, { folders }: Projects): Promise<string> {
  // Whether a folder is there is told to nobody who may not work in it.
  const outside = (): never =>
    refuse(
      `${JSON.stringify(text)}, which is not a folder below those of this server`,
      EXPECTED,
      folders.length === 0
        ? "Start the server with the folders that it may work in."
        : `Take one below ${folders.join(" or ")}.`,
    );
  const real = isAbsolute(text) ? await folderOf(text) : null;
  if (real === null) return outside();
  for (const folder of folders) {
    const root = await realpath(folder).catch(() => null);
    if (root !== null && (real === root || real.startsWith(root.endsWith(sep) ? root : root + sep)))
      return real;
  }
  return outside();
}
