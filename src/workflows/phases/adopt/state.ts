import { fold } from "../../../text.ts";
import { readMarkdown } from "../../markdown.ts";
import type { Tell } from "../planning/files.ts";
import { frontMatterOf, linesOf, readHead } from "../planning/front-matter.ts";
import { STATE_KIND, type stateText } from "../planning/state.ts";
import type { Adopted } from "./left-lines.ts";

/**
 * `STATE.md` as GSD and versions before this one write it: its front matter, an error and tasks
 * that were left undone count, and its text stays as it is.
 */

/** What stands above the front matter, such as a comment on the license. */
const ABOVE = /^(?:\s*<!--[\s\S]*?-->\s*|\s*#[^\n]*\n)+(?=---[ \t]*\r?\n)/;
const STATUS = /^\s*(?:\*\*Status:\*\*|Status:)[ \t]+(.*)$/;
const ERROR = /^(?:error|failed)\b/i;
const UNDONE = /^- (\S+), task (\d+), was not done by (\S+): (.+)$/;

/** Pure. */
export function adoptedState(source: string, tell: Tell): Adopted<Parameters<typeof stateText>[0]> {
  const above = ABOVE.exec(source)?.[0] ?? "";
  const rest = source.slice(above.length);
  const { body } = readHead(rest, tell);
  const front = frontMatterOf(rest)?.fields ?? {};
  const said = readMarkdown(body).flatMap(({ kind, heading, text }) =>
    kind === "plain" && heading === null ? (STATUS.exec(text)?.[1] ?? []) : [],
  )[0];
  const written = typeof front.status === "string" ? front.status : undefined;
  // Both places say an error until somebody corrects one of them.
  const isCorrected = ERROR.test(said ?? "") && written !== undefined && !ERROR.test(written);
  const all: Record<string, unknown> = {
    ...front,
    status: isCorrected ? written : fold(said ?? written ?? ""),
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
  return { fields: all, below: `\n${above}${body.trimStart()}` };
}
