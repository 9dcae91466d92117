// @bun
import {
  worktreeSubject2
} from "./s162.js";
export {
  worktreeSubject2 as worktreeSubject
};
