// @bun
import{tc,nc,sc,Om}from"./s50.js";export{tc as area,sc as idProblems,Om as kind,nc as talked};
