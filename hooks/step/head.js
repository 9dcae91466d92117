// @bun
import{ws,$l}from"./s38.js";export{$l as commitsBetween,ws as headOf};
