// @bun
import {
  notSmall2
} from "./s222.js";
export {
  notSmall2 as notSmall
};
