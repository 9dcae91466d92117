import { basename } from "node:path";
import { startHere } from "../../../plugin.ts";
import { oneLine } from "../../../text.ts";
import { ISSUE_OPTION, type Resolve } from "../../contract/contract.ts";
import { namesIn, readText } from "../planning/files.ts";
import { readRoot } from "../planning/read.ts";
import { slugOf } from "../routes/phase-found.ts";
import { SESSIONS } from "./recorded.ts";
import { RESOLVED, readSession } from "./session-file.ts";

/** Which session is meant by what stands after `debug`. */

/** What says which check has failed: a session is called for what it found. */
const CHECK = /^[a-z]+-[a-z]+(?: [\d.]+)?, [^:]{1,80}: /;

/** Sessions that are not resolved, by name. */
function openSessions(root: string) {
  return namesIn(root, SESSIONS, []).flatMap((name) => {
    const text = name.endsWith(".md") ? readText(root, `${SESSIONS}/${name}`, []) : null;
    const session = text === null ? null : readSession(text);
    const isOpen = session !== null && session.status !== RESOLVED;
    return isOpen ? [{ slug: name.slice(0, -3), trigger: session.trigger }] : [];
  });
}

/** The name of a session that is new: another one of this name stays. */
function freshSlug(root: string, request: string): string {
  const taken = [SESSIONS, `${SESSIONS}/${RESOLVED}`].flatMap((folder) =>
    namesIn(root, folder, []),
  );
  const slug = slugOf(request);
  let fresh = slug;
  for (let count = 2; taken.includes(`${fresh}.md`); count++) fresh = `${slug}-${count}`;
  return fresh;
}

/**
 * The session that was asked for, as the option `session` of the run: one that is open, by its name
 * or its words, or a new one.
 */
export const resolves: Resolve = (root, request, options = {}) => {
  // Whoever writes an issue opens no session of the person's by its name.
  const open = options[ISSUE_OPTION] === undefined ? openSessions(root) : [];
  // What failed says what is wrong.
  const text = request.trim() || (open.length === 0 ? readRoot(root).error : null) || "";
  if (text === "" && open.length !== 1) {
    const names = open.map(({ slug }) => startHere("debug", slug)).join(", ");
    const say = `Say what is wrong: ${startHere("debug", "<symptom>")}`;
    return {
      ok: false,
      wrong: true,
      problem: open.length === 0 ? say : `Several sessions are open: ${names}`,
    };
  }
  const meant = basename(text, ".md");
  const isMeant = (one: string): boolean => one === meant || one === oneLine(text);
  const found =
    text === "" ? open[0] : open.find(({ slug, trigger }) => isMeant(slug) || isMeant(trigger));
  return {
    ok: true,
    entry: "debug",
    request: found?.trigger ?? text,
    options: { session: found?.slug ?? freshSlug(root, text.replace(CHECK, "")) },
  };
};
