// @bun
import{ja,za,Ia,zf}from"./s53.js";export{ja as area,Ia as idProblems,zf as kind,za as talked};
