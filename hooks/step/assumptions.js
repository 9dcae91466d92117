// @bun
import{Ya,ec,tc,fm}from"./s52.js";export{Ya as area,tc as idProblems,fm as kind,ec as talked};
