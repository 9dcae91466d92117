/** What the beginning of each task needs: its dispatch with the brief. */
export { dispatch } from "./dispatch.ts";
