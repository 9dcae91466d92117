// @bun
import{nc,sc,oc,Cm}from"./s57.js";export{nc as area,oc as idProblems,Cm as kind,sc as talked};
