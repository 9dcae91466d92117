// @bun
import {
  foreign2
} from "./s201.js";
export {
  foreign2 as foreign
};
