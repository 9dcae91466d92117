import * as z from "zod/mini";
import { asking } from "../../../record/accepted.ts";
import type { Scene } from "../../../record/scene.ts";
import { given } from "../../../text.ts";
import { text } from "../../contract/fields.ts";
import { isUnknownOutcome, lostIn } from "../../unshown.ts";
import { answeredOnce } from "./evidence.ts";

/**
 * Tests that passed before the change and are not seen to pass on its code: whoever reviews the
 * code says of each which criterion wants that.
 */

/** Whether the request, the story or the plan names this test by its own name. */
function isNamedIn(texts: readonly string[], lost: string): boolean {
  const title = lost.slice(lost.indexOf(": ") + 1).trim();
  const names = [`"${title}"`, `'${title}'`, `\`${title}\``, lost];
  return texts.some((one) => names.some((name) => one.includes(name)));
}

/** What of it somebody has to answer for: nobody has accepted it, and nothing asked for names it. */
export function unanswered({ project, run }: Scene, lost: readonly string[]): string[] {
  const known = run.tasks.flatMap((task) =>
    task.waiver === null || task.void ? [] : (task.facts.lost_tests ?? []),
  );
  const open = lost.filter((one) => !isUnknownOutcome(one) && !known.includes(one));
  const texts = open.length === 0 ? [] : asking(project, run);
  return open.filter((one) => !isNamedIn(texts, one));
}

/** One of them as a reviewer is asked about it. */
export interface EarlierTest {
  id: string;
  name: string;
}

/** Those that the newest tests of the run have found. */
export const earlierTests = (scene: Scene): EarlierTest[] =>
  unanswered(scene, lostIn(scene.run)).map((name, at) => ({ id: `E${at + 1}`, name }));

export const outdated = z.object({ id: text, criterion: z.nullable(text) });
type Outdated = z.infer<typeof outdated>;

/** What is wrong with those answers. `approves`: by their status. */
export function checkOutdated(
  answers: readonly Outdated[],
  tests: readonly EarlierTest[],
  criteria: readonly string[],
  approves: boolean,
): string[] {
  const entry = (id: string) => `{"id": "${id}", "criterion": …}`;
  return [
    ...answeredOnce(
      "outdated",
      answers,
      tests.map(({ id }) => id),
      "earlier test",
      entry,
    ),
    ...answers.flatMap(({ id, criterion }, at) => {
      const place = `outdated[${at}] (${id})`;
      if (criterion === null)
        return given(
          approves,
          `${place}: no criterion wants it; ask for changes, with a finding that is not minor`,
        );
      return given(
        criteria.length > 0 ? !criteria.includes(criterion) : criterion.trim() === "",
        `${place}.criterion: found "${criterion}", expected ${criteria.length > 0 ? `one of ${criteria.join(", ")}, or null` : "words of the plan or request, or null"}`,
      );
    }),
  ];
}
