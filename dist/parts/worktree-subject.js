// @bun
import {
  worktreeSubject2
} from "./s166.js";
export {
  worktreeSubject2 as worktreeSubject
};
