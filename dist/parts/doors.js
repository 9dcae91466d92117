// @bun
import {
  speaksFor2
} from "./s12.js";
export {
  speaksFor2 as speaksFor
};
