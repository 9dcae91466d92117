// @bun
import {
  notSmall2
} from "./s194.js";
export {
  notSmall2 as notSmall
};
