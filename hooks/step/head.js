// @bun
import{ls,yl}from"./s39.js";export{yl as commitsBetween,ls as headOf};
