// @bun
import {
  editLines2
} from "./s266.js";
export {
  editLines2 as editLines
};
