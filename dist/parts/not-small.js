// @bun
import {
  notSmall2
} from "./s226.js";
export {
  notSmall2 as notSmall
};
