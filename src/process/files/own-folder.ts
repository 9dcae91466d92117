import { attempt } from "../attempt.ts";

/**
 * Mode bits: the group or anybody may write; anybody may write. The host makes its folders as the
 * user's umask says.
 */
export const OTHERS_WRITE = 0o022;
export const ANYBODY_WRITES = 0o002;

/**
 * Whether a path is a folder of this user, no link, that the named others cannot write to: it is
 * trusted for what it holds.
 */
export const isOwnFolder = (path: string, forbidden: number): boolean =>
  attempt(() => {
    // Loading `node:fs` takes half as long as a start of Bun.
    const found = process.getBuiltinModule("node:fs").lstatSync(path);
    return (
      found.isDirectory() && found.uid === process.geteuid?.() && (found.mode & forbidden) === 0
    );
  }, false);
