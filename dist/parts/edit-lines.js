// @bun
import {
  editLines2
} from "./s271.js";
export {
  editLines2 as editLines
};
