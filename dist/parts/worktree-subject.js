// @bun
import {
  worktreeSubject2
} from "./s175.js";
export {
  worktreeSubject2 as worktreeSubject
};
