// @bun
import {
  unheard2
} from "./s222.js";
export {
  unheard2 as unheard
};
