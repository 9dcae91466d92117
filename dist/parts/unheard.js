// @bun
import {
  unheard2
} from "./s205.js";
export {
  unheard2 as unheard
};
