// @bun
import {
  notePrograms2,
  changedPrograms2
} from "./s263.js";
export {
  changedPrograms2 as changedPrograms,
  notePrograms2 as notePrograms
};
