// Two code reviewers who pull in opposite directions, for the default project: Sonnet's finding is mended, Opus wants it back.
import type { Brief, Work } from "./team.ts";
import { codeObjection, GOODBYE, implementation, nextId, openIds } from "./workers.ts";

const OLD = 'return "Goodbye, ".concat(name);';
const NEW = 'return name === "" ? "Goodbye" : "Goodbye, ".concat(name);';

const wantsBack = (brief: Brief) => ({
  ...codeObjection(brief),
  findings: [
    {
      id: nextId(brief),
      severity: "major",
      file: "src/goodbye.ts",
      line: 2,
      quote: NEW,
      problem: "A special case that nobody asked for.",
      fix: `Put \`${OLD}\` back.`,
    },
  ],
});

/** Sonnet objects once; whoever fixes does what the open finding asks for; Opus objects to the result. */
export function contradicting(brief: Brief): Work | Work["artifact"] | undefined {
  const file = brief.writes.slice(brief.writes.lastIndexOf("/") + 1);
  if (file === "code-review-sonnet.json" && brief.round === 1) return codeObjection(brief);
  if (file === "code-review-opus.json" && brief.round === 1) return wantsBack(brief);
  if (file !== "impl-result.json" || openIds(brief).length === 0) return undefined;
  const back = brief.text.includes(`Put \`${OLD}\` back.`);
  const work = implementation(brief);
  return {
    ...work,
    edits: { ...work.edits, "src/goodbye.ts": back ? `${GOODBYE}// back\n` : GOODBYE.replace(OLD, NEW) },
  };
}
