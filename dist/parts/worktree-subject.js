// @bun
import {
  worktreeSubject2
} from "./s168.js";
export {
  worktreeSubject2 as worktreeSubject
};
