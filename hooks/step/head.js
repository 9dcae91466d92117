// @bun
import{nl}from"./s72.js";export{nl as headOf};
