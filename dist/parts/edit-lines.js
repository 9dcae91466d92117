// @bun
import {
  editLines2
} from "./s270.js";
export {
  editLines2 as editLines
};
