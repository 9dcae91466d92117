// @bun
import {
  worktreeSubject2
} from "./s184.js";
export {
  worktreeSubject2 as worktreeSubject
};
