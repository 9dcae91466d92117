// @bun
import {
  unheard2
} from "./s230.js";
export {
  unheard2 as unheard
};
