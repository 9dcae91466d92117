// @bun
import{tl}from"./s70.js";export{tl as headOf};
