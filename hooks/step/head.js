// @bun
import{Fo,Tu}from"./s56.js";export{Tu as commitsBetween,Fo as headOf};
