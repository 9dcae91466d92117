// @bun
import {
  editLines2
} from "./s269.js";
export {
  editLines2 as editLines
};
