// @bun
import {
  foreign2
} from "./s185.js";
export {
  foreign2 as foreign
};
