// @bun
import {
  worktreeSubject2
} from "./s161.js";
export {
  worktreeSubject2 as worktreeSubject
};
