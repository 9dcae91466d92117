// An implementer whose first version is broken, and who says that all tests pass.
import { type Files, IN_TURN } from "../harness/project.ts";
import type { Brief } from "../harness/team.ts";
import { GOODBYE, GOODBYE_TEST, honest, implementation, STORY } from "../harness/workers.ts";

/** What the story names; the second needs a shell. */
export const COMMANDS = ["bun test", "sh -c 'touch from-a-shell' && true"];
export const BROKEN = GOODBYE.replace("Goodbye, ", "Farewell, ");

/**
 * The story names a command; the first implementation is broken, and its author says that all tests
 * pass.
 */
export const sloppy = (
  change: (brief: Brief) => ReturnType<NonNullable<Parameters<typeof honest>[0]>> = () => undefined,
  commands = COMMANDS,
) =>
  honest((brief) => {
    if (brief.writes.endsWith("/user-story.json")) return { ...STORY, test_commands: commands };
    if (!brief.text.startsWith("Carry out the plan")) return change(brief);
    const edits = { "src/goodbye.ts": BROKEN, "tests/goodbye.test.ts": GOODBYE_TEST };
    return { ...implementation(brief), edits, commands: [] };
  });

/** The default project with a test that is red from the beginning. */
export const WITH_RED: Files = {
  ...IN_TURN,
  "tests/old.test.ts":
    'import { expect, test } from "bun:test";\ntest("was red before", () => expect(1).toBe(2));\n',
};
