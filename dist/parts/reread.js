// @bun
import {
  reread2
} from "./s105.js";
export {
  reread2 as reread
};
