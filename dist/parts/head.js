// @bun
import {
  headOf2,
  commitsBetween2
} from "./s224.js";
export {
  commitsBetween2 as commitsBetween,
  headOf2 as headOf
};
