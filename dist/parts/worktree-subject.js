// @bun
import {
  worktreeSubject2
} from "./s174.js";
export {
  worktreeSubject2 as worktreeSubject
};
