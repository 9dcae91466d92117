// @bun
import {
  notSmall2
} from "./s191.js";
export {
  notSmall2 as notSmall
};
