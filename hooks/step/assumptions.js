// @bun
import{tc,nc,sc,Om}from"./s48.js";export{tc as area,sc as idProblems,Om as kind,nc as talked};
