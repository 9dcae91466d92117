// @bun
import {
  notSmall2
} from "./s195.js";
export {
  notSmall2 as notSmall
};
