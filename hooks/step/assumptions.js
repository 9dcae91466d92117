// @bun
import{Va,Za,Ka,Yf}from"./s48.js";export{Va as area,Ka as idProblems,Yf as kind,Za as talked};
