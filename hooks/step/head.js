// @bun
import{Po,wu}from"./s50.js";export{wu as commitsBetween,Po as headOf};
