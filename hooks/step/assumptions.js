// @bun
import{Ya,ec,tc,mm}from"./s53.js";export{Ya as area,tc as idProblems,mm as kind,ec as talked};
