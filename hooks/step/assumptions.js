// @bun
import{Xa,Ja,Ya,um}from"./s53.js";export{Xa as area,Ya as idProblems,um as kind,Ja as talked};
