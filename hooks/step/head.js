// @bun
import{Zc}from"./s43.js";export{Zc as headOf};
