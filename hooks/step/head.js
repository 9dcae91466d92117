// @bun
import{Io,Au}from"./s56.js";export{Au as commitsBetween,Io as headOf};
