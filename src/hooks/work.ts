/** What the end of each task needs: the check of what its agent wrote and changed. */
export { endedCommand } from "./ended.ts";
export { written } from "./writes.ts";
