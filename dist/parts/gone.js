// @bun
import {
  bringBack2
} from "./s216.js";

// src/run/gone.ts
var goneNotice = () => ({
  do: "notice",
  what: "folder-changed",
  key: "gone",
  text: "The folder .task/ with the record of this run was gone, and was brought back from its copy. Worktrees and archived runs that lay in it are not part of that. If you removed it to be rid of the run: /multi-ai:cancel ends it.",
  hold: true
});
function broughtBack(project, env) {
  bringBack2(project, env, goneNotice);
}
export {
  broughtBack
};
