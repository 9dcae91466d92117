import { lookup } from "node:dns/promises";
import { realpath, stat } from "node:fs/promises";
import { BlockList, isIP } from "node:net";
import { isAbsolute, sep } from "node:path";
import { Problem } from "./problem.ts";

/** Where jobs may work: folders of this machine, and hosts whose repositories may be cloned although they are not public. */
export interface Projects {
  folders: readonly string[];
  /** Names or addresses as they stand in the URL. */
  hosts?: readonly string[];
  /** Addresses of a name; the system's resolver where nothing is said. */
  resolve?: (host: string) => Promise<string[]>;
}

/** Addresses that lead into this machine, its network, or nowhere. */
const NOT_PUBLIC = new BlockList();
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
  NOT_PUBLIC.addSubnet(address, bits, "ipv4");
for (const [address, bits] of [
  ["::", 96],
  ["64:ff9b::", 32],
  ["100::", 64],
  ["2001::", 23],
  ["2002::", 16],
  ["fc00::", 7],
  ["fe80::", 9],
  ["ff00::", 8],
] as const)
  NOT_PUBLIC.addSubnet(address, bits, "ipv6");

/** Whether an address is one of the public internet; a mapped one counts as the address that it maps. */
export function isPublic(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address;
  const version = isIP(mapped);
  if (version === 0) return false;
  // Written in hexadecimal, a mapped address stands in no list of either kind.
  if (version === 6 && NOT_PUBLIC_MAPPED.check(mapped, "ipv6")) return false;
  return !NOT_PUBLIC.check(mapped, version === 4 ? "ipv4" : "ipv6");
}
const NOT_PUBLIC_MAPPED = new BlockList();
NOT_PUBLIC_MAPPED.addSubnet("::ffff:0:0", 96, "ipv6");

const systemResolver = async (host: string): Promise<string[]> =>
  (await lookup(host, { all: true })).map(({ address }) => address);

const refuse = (found: string, expected: string, next: string): never => {
  throw new Problem(422, "project", { found, expected, next });
};

const EXPECTED = "an absolute path below a folder of this server, or a repository as https://… or ssh://…";

const URL_LIKE = /^[a-z][a-z0-9+.-]*:/i;

/** A project in the form that jobs are compared by, without a look at whether jobs may work there. @throws Error where there is none */
export const projectForm = async (text: string): Promise<string> =>
  SCP.test(text) ? text : URL_LIKE.test(text) ? new URL(text).href : realpath(text);

/** `git@host:path` as people copy it; git takes it for ssh. */
const SCP = /^([A-Za-z0-9_][\w.-]*)@([A-Za-z0-9][A-Za-z0-9.-]*):(?!\/\/)([^-].*)$/;

/**
 * A project as a person names it, checked, in the form that jobs are compared by: the real path of a folder, or a URL.
 * A worker asks again before it clones, because a name may lead elsewhere by then.
 * @throws Problem which says what would be taken
 */
export async function checkProject(text: string, projects: Projects): Promise<string> {
  if (/\p{Cc}/u.test(text) || text !== text.trim())
    refuse("white space around it, or control characters", EXPECTED, "Take them out.");
  if (text.startsWith("-")) refuse("a name that begins with -", EXPECTED, "Name the project without it.");
  const scp = SCP.exec(text);
  if (scp !== null) {
    await checkHost(scp[2]!, projects);
    return text;
  }
  return URL_LIKE.test(text) ? checkUrl(text, projects) : checkFolder(text, projects);
}

async function checkUrl(text: string, projects: Projects): Promise<string> {
  const scheme = /^(https|ssh):\/\/(?=[^/])/i.exec(text)?.[1]?.toLowerCase();
  if (scheme === undefined || !URL.canParse(text))
    return refuse(`an address by ${text.slice(0, text.indexOf(":") + 1)}`, EXPECTED, "Use https or ssh.");
  const url = new URL(text);
  if (url.password !== "" || (scheme === "https" && url.username !== ""))
    refuse("a password or a token in the address", EXPECTED, "Leave it out; give it to git on the worker instead.");
  if (url.username.startsWith("-") || url.pathname.startsWith("/-") || url.search !== "" || url.hash !== "")
    refuse("an address with a query, or a part that begins with -", EXPECTED, "Use the plain address to clone from.");
  await checkHost(url.hostname, projects);
  return url.href;
}

async function checkHost(name: string, { hosts = [], resolve = systemResolver }: Projects): Promise<void> {
  // Only of https does URL read numbers such as 0x7f.1 as the address that they are.
  const host = URL.canParse(`https://${name}/`) ? new URL(`https://${name}/`).hostname.replace(/\.$/, "") : "";
  const allowed = `Use a public host, or have the server started with ${name} among its hosts.`;
  if (host === "" || host.startsWith("-")) refuse(`the host ${name}`, "a host's name", allowed);
  if (hosts.some((one) => one.toLowerCase() === host)) return;
  const literal = host.replace(/^\[|\]$/g, "");
  const addresses = isIP(literal) ? [literal] : await resolve(host).catch(() => []);
  if (addresses.length === 0)
    refuse(`the host ${name}, which has no address`, EXPECTED, "Look at its spelling, or try again later.");
  if (!addresses.every(isPublic))
    refuse(`the host ${name}, which leads into a private network`, "a host of the public internet", allowed);
}

async function checkFolder(text: string, { folders }: Projects): Promise<string> {
  // Whether a folder is there is told to nobody who may not work in it.
  const outside = (): never =>
    refuse(
      "a path that is no folder below those of this server",
      EXPECTED,
      folders.length === 0
        ? "Start the server with the folders that it may work in."
        : `Take one below ${folders.join(" or ")}.`,
    );
  if (!isAbsolute(text)) return outside();
  const real = await realpath(text).catch(() => null);
  if (real === null || !(await stat(real)).isDirectory()) return outside();
  for (const folder of folders) {
    const root = await realpath(folder).catch(() => null);
    if (root !== null && (real === root || real.startsWith(root.endsWith(sep) ? root : root + sep))) return real;
  }
  return outside();
}
