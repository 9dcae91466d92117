// @bun
import {
  worktreeSubject2
} from "./s188.js";
export {
  worktreeSubject2 as worktreeSubject
};
