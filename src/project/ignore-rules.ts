import ignore, { type Ignore } from "ignore";

/** Rules of ignore files as git reads them, none at first. A file of its own: only a project without git loads the library. */
export const ignoreRules = (): Ignore => ignore({ ignoreCase: false });
