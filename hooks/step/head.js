// @bun
import{Da}from"./s51.js";export{Da as headOf};
