// @bun
import {
  foreign2
} from "./s190.js";
export {
  foreign2 as foreign
};
