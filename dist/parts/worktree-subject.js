// @bun
import {
  worktreeSubject2
} from "./s179.js";
export {
  worktreeSubject2 as worktreeSubject
};
