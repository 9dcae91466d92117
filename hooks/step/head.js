// @bun
import{Vc}from"./s67.js";export{Vc as headOf};
