import { packageCall } from "../project/script-call.ts";
import { fieldsIn, fieldsOf } from "../store/loose.ts";

/** Scripts of package.json that commands run. Pure. */

const objectIn = (text: string): Record<string, unknown> => fieldsIn(text.replace(/^\uFEFF/, ""));

/** The scripts of a package.json; none when it cannot be read, which its reader tells. */
export const scriptsOf = (text = "{}"): Record<string, unknown> => fieldsOf(objectIn(text).scripts);

/**
 * The script of a package.json that a command runs, in whatever folder: `check:all` of `npm run
 * check:all`; none for any other command.
 */
export const scriptOf = (command: string): string[] => {
  const call = packageCall(command);
  return call === null ? [] : [call.name];
};

/** Scripts of package.json that check a project, by what they check. */
export const SCRIPTS = {
  lint: ["lint"],
  types: ["typecheck", "type-check", "check-types", "tsc"],
  tests: ["test"],
};
