// @bun
import {
  notSmall2
} from "./s196.js";
export {
  notSmall2 as notSmall
};
