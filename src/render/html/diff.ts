import { plural } from "../../text.ts";
import { CHANGE_LETTER, type FileChange } from "../report.ts";
import type { Page } from "./data.ts";
import { html, type Markup } from "./markup.ts";

/** The final diff, file by file. */

/** Files that are named. */
const MAX_FILES = 1_000;
/** Characters of one line. */
const MAX_LINE = 1_000;

/** The parts of a unified diff, one for each file, in its order; `whole`: that it was not cut within this part. */
export function partsOf(diff: {
  text: string;
  truncated: boolean;
}): { head: string; lines: string[]; whole: boolean }[] {
  const parts = diff.text.split(/(?<=^|\n)(?=diff --git )/).filter((one) => one.startsWith("diff --git "));
  return parts.map((part, at) => {
    const lines = part.replace(/\n$/, "").split("\n");
    const from = lines.findIndex((line) => line.startsWith("@@"));
    return {
      head: lines[0]!,
      lines: from < 0 ? lines.slice(1) : lines.slice(from),
      whole: !(diff.truncated && at === parts.length - 1),
    };
  });
}

const kindOf = (line: string): string =>
  line.startsWith("@@") ? "h" : line.startsWith("+") ? "a" : line.startsWith("-") ? "d" : "c";

const lineOf = (line: string): Markup =>
  html`<span class="${kindOf(line)}">${line.length > MAX_LINE ? `${line.slice(0, MAX_LINE)} … ${line.length - MAX_LINE} more characters` : line}\n</span>`;

function countsOf({ added, removed }: Pick<FileChange, "added" | "removed">): Markup {
  return html`<span class="plus">+${added}</span> <span class="minus">−${removed}</span>`;
}

/** The path that a part begins with; null where its name is written in another way than the list has it. */
function pathIn(head: string, paths: ReadonlySet<string>): string | null {
  // `diff --git a/<path> b/<path>`: both have the same length.
  const rest = head.slice("diff --git ".length);
  const path = rest.slice(2, (rest.length - 1) / 2);
  return paths.has(path) ? path : null;
}

/** How the whole can be seen. */
const elsewhere = ({ whole }: Page): Markup =>
  whole.diff === null ? html`in the project itself` : html`<code>${whole.diff}</code>`;

function fileOf(page: Page, file: FileChange, part: ReturnType<typeof partsOf>[number] | undefined): Markup {
  const head = html`<span class="letter">${CHANGE_LETTER[file.status]}</span> <code>${file.path}</code> ${countsOf(file)}`;
  if (part === undefined) {
    const why = page.long.has(file.path)
      ? "Too long to be shown here"
      : "Not shown here: it is secret, was no text, or there was no room";
    return html`<details class="file"><summary>${head}</summary><p class="left">${why}. The whole: ${elsewhere(page)}</p></details>`;
  }
  const end = part.whole ? null : html`<p class="left">It goes on: ${elsewhere(page)}</p>`;
  return html`<details class="file"><summary>${head}</summary><pre class="diff" tabindex="0">${part.lines.map(lineOf)}</pre>${end}</details>`;
}

/** The files that changed, each with its lines. */
export function diffSection(page: Page): Markup {
  const { files } = page.facts;
  if (files === null || page.diff === null) return html`<p>What changed cannot be told any more.</p>`;
  if (files.length === 0) return html`<p>No file of the project changed.</p>`;
  const paths = new Set(files.map((one) => one.path));
  const parts = new Map(partsOf(page.diff).map((part) => [pathIn(part.head, paths), part]));
  const sum = (key: "added" | "removed"): number => files.reduce((all, one) => all + one[key], 0);
  const left = files.length - MAX_FILES;
  return html`<p>${plural(files.length, "file")}, ${countsOf({ added: sum("added"), removed: sum("removed") })}</p>${files.slice(0, MAX_FILES).map((file) => fileOf(page, file, parts.get(file.path)))}${left > 0 && html`<p class="left">${plural(left, "file")} more: ${elsewhere(page)}</p>`}`;
}
