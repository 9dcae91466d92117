// @bun
import {
  notePrograms2,
  changedPrograms2
} from "./s272.js";
export {
  changedPrograms2 as changedPrograms,
  notePrograms2 as notePrograms
};
