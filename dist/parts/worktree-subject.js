// @bun
import {
  worktreeSubject2
} from "./s186.js";
export {
  worktreeSubject2 as worktreeSubject
};
