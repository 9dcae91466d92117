// @bun
import{Zc}from"./s45.js";export{Zc as headOf};
