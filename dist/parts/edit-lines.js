// @bun
import {
  editLines2
} from "./s268.js";
export {
  editLines2 as editLines
};
