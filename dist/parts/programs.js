// @bun
import {
  notePrograms2,
  changedPrograms2
} from "./s271.js";
export {
  changedPrograms2 as changedPrograms,
  notePrograms2 as notePrograms
};
