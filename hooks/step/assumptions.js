// @bun
import{ec,tc,nc,Cm}from"./s50.js";export{ec as area,nc as idProblems,Cm as kind,tc as talked};
