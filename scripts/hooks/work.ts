/** What each task needs: its dispatch with the brief, and the check of what its agent wrote and changed. */
export { frozenBy } from "../adapters/frozen.ts";
export { dispatch } from "./dispatch.ts";
export { endedCommand } from "./ended.ts";
export { written } from "./writes.ts";
