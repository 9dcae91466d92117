// @bun
import{ec,tc,nc,$m}from"./s57.js";export{ec as area,nc as idProblems,$m as kind,tc as talked};
