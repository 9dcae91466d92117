// @bun
import {
  notSmall2
} from "./s197.js";
export {
  notSmall2 as notSmall
};
