// @bun
import {
  unheard2
} from "./s238.js";
export {
  unheard2 as unheard
};
