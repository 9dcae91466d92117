// @bun
import {
  notSmall2
} from "./s192.js";
export {
  notSmall2 as notSmall
};
