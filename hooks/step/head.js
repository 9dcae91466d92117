// @bun
import{Zc}from"./s44.js";export{Zc as headOf};
