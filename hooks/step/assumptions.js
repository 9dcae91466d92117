// @bun
import{nc,sc,oc,Pm}from"./s53.js";export{nc as area,oc as idProblems,Pm as kind,sc as talked};
