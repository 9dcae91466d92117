import type { ReportFacts } from "../../render/report.ts";
import type { PageDiff } from "../../render/report-page.ts";
import { evidenceText, findingItem } from "../../render/report-parts.ts";
import { isMet, SIGN } from "../../render/shown/head.ts";
import { type Paint, unbroken } from "../../text.ts";

/** The pages behind the keys of the live screen, in lines. Pure. */

/** Each finding with what became of it, the open ones first. */
export function findingsPage({ findings }: ReportFacts, paint: Paint): string[] {
  if (findings.length === 0) return ["No reviewer has found anything so far."];
  const isOpen = ({ state }: (typeof findings)[number]): boolean => state === "open";
  const sorted = [...findings.filter(isOpen), ...findings.filter((one) => !isOpen(one))];
  return sorted.flatMap((one) => {
    const { id, text, more = [] } = findingItem(one, true);
    const mark = isOpen(one) ? paint.yellow : paint.green;
    return [`${mark(id ?? "")} ${text}`, ...more.map((line) => `    ${unbroken(line)}`), ""];
  });
}

/** What the run is about, and its criteria with what shows them so far. */
export function storyPage(facts: ReportFacts, paint: Paint): string[] {
  const { request, story, criteria } = facts;
  const tones = {
    true: ["good", paint.green],
    false: ["bad", paint.red],
    null: ["none", paint.dim],
  };
  return [
    ...request.split("\n"),
    ...(story === null ? [] : ["", story]),
    "",
    ...(criteria.length === 0 ? ["No criteria are accepted so far."] : []),
    ...criteria.flatMap((one) => {
      const [tone, mark] = tones[`${isMet(one)}`] as ["good", (text: string) => string];
      return [`${mark(SIGN[tone])} ${one.id} ${one.text}`, `    ${evidenceText(one, 3)}`];
    }),
  ];
}

/** What accepted tasks have changed. */
export function diffPage(diff: PageDiff, { green, red, bold, cyan }: Paint): string[] {
  if (diff === null) return ["What changed cannot be told."];
  if (diff.text === "") return ["No accepted task has changed a file so far."];
  const paint = (line: string): string => {
    if (/^(?:diff|\+\+\+|---) /.test(line)) return bold(line);
    if (line.startsWith("@@")) return cyan(line);
    return line.startsWith("+") ? green(line) : line.startsWith("-") ? red(line) : line;
  };
  const more = diff.truncated ? ["… and more, which git diff shows"] : [];
  return [...diff.text.trimEnd().split("\n").map(paint), ...more];
}
