// @bun
import{Xa,Ja,Ya,wm}from"./s54.js";export{Xa as area,Ya as idProblems,wm as kind,Ja as talked};
