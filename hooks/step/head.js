// @bun
import{Io,Au}from"./s58.js";export{Au as commitsBetween,Io as headOf};
