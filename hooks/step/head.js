// @bun
import{Po,hu}from"./s50.js";export{hu as commitsBetween,Po as headOf};
