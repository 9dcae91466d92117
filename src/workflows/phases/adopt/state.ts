import { fold } from "../../../text.ts";
import { type Line, readMarkdown, sectionsOf } from "../../markdown.ts";
import { itemsOf, saysNone } from "../../sections.ts";
import type { Tell } from "../planning/files.ts";
import { asWritten, frontMatterOf, linesOf, readHead } from "../planning/front-matter.ts";
import { STATE_KIND, type stateText } from "../planning/state.ts";
import type { Adopted } from "./left-lines.ts";

/**
 * `STATE.md` as GSD and versions before this one write it: its front matter, an error and tasks
 * that were left undone count, and its text stays as it is.
 */

const ERROR = /^(?:error|failed)\b/i;
const UNDONE = /^- (\S+), task (\d+), was not done by (\S+): (.+)$/;
/** A number that would lose what stands behind its point: `1.0`. */
const DECIMALS = /^\d+\.\d*0$/;

/** Entries of the list under a heading. */
function listed(lines: readonly Line[], title: RegExp): string[] {
  const sections = [2, 3].flatMap((level) => sectionsOf(lines, level));
  const list = itemsOf(sections.find((section) => title.test(section.title))?.lines ?? []);
  return saysNone(list) ? [] : list.items.map(({ text }) => text);
}

/** Pure. */
export function adoptedState(source: string, tell: Tell): Adopted<Parameters<typeof stateText>[0]> {
  const { above, body } = readHead(source, tell);
  const front = frontMatterOf(source);
  const fields = Object.entries(front?.fields ?? {}).map(([key, value]) => {
    const text = asWritten(front, key) ?? "";
    return [key, typeof value === "number" && DECIMALS.test(text) ? text : value];
  });
  const lines = readMarkdown(body);
  /** What the text says behind a label. */
  const behind = (label: string): string | undefined => {
    const pattern = new RegExp(`^\\s*(?:\\*\\*${label}:\\*\\*|${label}:)[ \\t]+(.*)$`);
    return lines.flatMap(({ kind, heading, text }) =>
      kind === "plain" && heading === null ? (pattern.exec(text)?.[1] ?? []) : [],
    )[0];
  };
  const inText = behind("Status");
  const written = front?.fields.status;
  const isWritten = typeof written === "string";
  // Both places say an error until somebody corrects one of them.
  const isCorrected = isWritten && ERROR.test(written) && !ERROR.test(inText ?? written);
  const all: Record<string, unknown> = {
    stopped_at: behind("Stopped at"),
    ...Object.fromEntries(fields),
    status: fold(isWritten && !isCorrected ? written : (inText ?? "")),
    decisions: listed(lines, /^(?:key )?decisions\b/i),
    concerns: listed(lines, /^blockers\b/i).filter((one) => !UNDONE.test(`- ${one}`)),
    undone: linesOf(body).flatMap((line) => {
      const [, plan, task, model, why] = UNDONE.exec(line) ?? [];
      return plan === undefined ? [] : [{ plan, task: Number(task), model, why }];
    }),
  };
  // What does not fit stays under another name.
  for (const { path } of STATE_KIND.schema.safeParse(all).error?.issues ?? []) {
    const key = String(path[0]);
    if (!(key in all)) continue;
    tell(null, `${key}: it is kept as before_${key}`);
    all[`before_${key}`] = all[key];
    delete all[key];
  }
  return { fields: all, below: `\n${above}${body.trimStart()}`, left: null };
}
