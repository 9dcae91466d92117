import { join } from "node:path";
import { oneLine } from "../../../text.ts";
import type { Resolved } from "../../contract/contract.ts";
import { ISSUE_OPTION } from "../../contract/contract.ts";
import { namesIn, readText } from "../planning/files.ts";
import { KNOWN_CAUSES, SESSIONS } from "./recorded.ts";
import { RESOLVED, readSession, type Session } from "./session-file.ts";

/** Which session is meant by what stands behind `debug`. */

interface OpenSession {
  slug: string;
  session: Session;
}

/** Sessions that are not resolved, by name. */
function openSessions(root: string): OpenSession[] {
  return namesIn(root, SESSIONS, [])
    .filter((name) => name.endsWith(".md") && name !== KNOWN_CAUSES)
    .flatMap((name) => {
      const text = readText(root, join(SESSIONS, name), []);
      const session = text === null ? null : readSession(text);
      return session === null || session.status === RESOLVED ? [] : [{ slug: name.slice(0, -3), session }];
    });
}

/** In characters. */
const MAX_SLUG = 40;

/** A name for a session from the person's words: `search-finds-nothing`. */
function slugOf(request: string): string {
  const plain = request.toLowerCase().normalize("NFKD").replaceAll(/\p{M}/gu, "");
  const words = plain.match(/[a-z0-9]+/g) ?? [];
  let slug = words.shift()?.slice(0, MAX_SLUG) ?? "session";
  for (const word of words) {
    if (slug.length + word.length >= MAX_SLUG) break;
    slug += `-${word}`;
  }
  return slug;
}

/** The file of a session that is new: another one of this name stays. */
export function freshSlug(root: string, request: string): string {
  const taken = [SESSIONS, join(SESSIONS, RESOLVED)].flatMap((folder) => namesIn(root, folder, []));
  const slug = slugOf(request);
  for (let at = 1; ; at++) {
    const name = at === 1 ? slug : `${slug}-${at}`;
    if (!taken.includes(`${name}.md`)) return name;
  }
}

/** The session that was asked for, as the option `session` of the run: one that is open, by its name or its words, or a new one. */
export function resolves(root: string, request: string, options: Record<string, string> = {}): Resolved {
  // Whoever writes an issue opens no session of the person's by its name.
  const open = options[ISSUE_OPTION] === undefined ? openSessions(root) : [];
  const text = request.trim();
  const on = ({ slug, session }: OpenSession): Resolved => ({
    ok: true,
    entry: "debug",
    request: session.trigger || slug,
    options: { session: slug },
  });
  const typed = "/multi-ai:debug";
  if (text === "") {
    if (open.length === 1) return on(open[0]!);
    const names = open.map(({ slug }) => `${typed} ${slug}`).join(", ");
    return {
      ok: false,
      problem: open.length === 0 ? `Say what is wrong: ${typed} <symptom>` : `Several sessions are open: ${names}`,
    };
  }
  const meant = text.replace(/^.*\//, "").replace(/\.md$/, "");
  const found =
    open.find(({ slug }) => slug === meant) ?? open.find(({ session }) => session.trigger === oneLine(text));
  if (found) return on(found);
  return { ok: true, entry: "debug", request: text, options: { session: freshSlug(root, text) } };
}
