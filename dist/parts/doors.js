// @bun
import {
  speaksFor2
} from "./s13.js";
export {
  speaksFor2 as speaksFor
};
