// @bun
import{Po,gu}from"./s50.js";export{gu as commitsBetween,Po as headOf};
