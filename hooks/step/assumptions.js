// @bun
import{nc,sc,oc,xm}from"./s55.js";export{nc as area,oc as idProblems,xm as kind,sc as talked};
