// @bun
import{tc,nc,sc,Pm}from"./s50.js";export{tc as area,sc as idProblems,Pm as kind,nc as talked};
