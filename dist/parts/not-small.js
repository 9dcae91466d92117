// @bun
import {
  notSmall2
} from "./s225.js";
export {
  notSmall2 as notSmall
};
