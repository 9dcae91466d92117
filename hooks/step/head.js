// @bun
import{Wc}from"./s39.js";export{Wc as headOf};
